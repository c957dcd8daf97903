package io.regulars.testing;

import io.regulars.campaigns.ReadCampaigns;
import io.regulars.evaluation.ActiveRelease;
import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.rules.Compilation;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RuleSet;
import io.regulars.rules.RulesTester;
import io.regulars.segments.ReadSegmentInfos;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Lets a few rules run, for tests that are not about the rules. */
@ApplicationScoped
public class TestRelease {
    private static final String RULES = """
            rule "Lead: no visit yet" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
            rule "First-timer: exactly one visit" when $c : Client( visits == 1 ) then segments.assign($c, "first-timer"); end
            rule "Repeat: two visits or more" when $c : Client( visits >= 2 ) then segments.assign($c, "repeat"); end
            rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
            rule "Welcome students" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
            """;
    private static final String WELCOME = """
            name: welcome
            title: Welcome
            steps: [{name: hello, message: {channel: email, text: Hello}}]
            """;

    private final ActiveRelease active;
    private final Database database;
    private final InstantSource clock;

    TestRelease(ActiveRelease active, Database database, InstantSource clock) {
        this.active = active;
        this.database = database;
        this.clock = clock;
    }

    /** Makes lead, first-timer, repeat and student the segments from now on; students are welcomed. */
    public void activate() {
        activate(List.of(new RuleFile("segments/test.drl", RULES), new RuleFile("campaigns/welcome.yaml", WELCOME)));
    }

    /** Lets these rules run from now on. */
    public void activate(String rules) {
        activate(List.of(new RuleFile("segments/test.drl", rules)));
    }

    /** Lets the default rules run from now on, campaigns included. */
    public void activateDefaults() {
        activate(RulesTester.defaultFiles());
    }

    /** Lets the rules of these files run from now on. */
    public void activate(List<RuleFile> files) {
        var campaigns = ReadCampaigns.read(files).catalogue();
        if (!(RuleSet.compile(files, campaigns.names()) instanceof Compilation.Compiled compiled)) {
            throw new IllegalStateException("the rules of the tests do not compile");
        }
        int id = database.transaction(tx -> {
            tx.update("update release set state = 'RETIRED' where state = 'ACTIVE'");
            int added = tx.first("""
                            insert into release (hash, author, state, activated_at)
                            values ('test', 'test', 'ACTIVE', ?) returning id
                            """, row -> row.getInt(1), clock.instant()).orElseThrow();
            for (RuleFile file : files) {
                tx.update(
                        "insert into release_file (release_id, path, content) values (?, ?, ?)",
                        added,
                        file.path(),
                        file.bytes());
            }
            return added;
        });
        var segments = ReadSegmentInfos.read(files).segments();
        active.swap(new RunningRelease(id, "test", compiled.rules(), campaigns, segments));
    }
}
