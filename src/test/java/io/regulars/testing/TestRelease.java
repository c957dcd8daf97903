package io.regulars.testing;

import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private final Database database;
    private final InstantSource clock;

    TestRelease(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes lead, first-timer, repeat and student the segments from now on; students are welcomed. */
    public void activate() {
        activateWith();
    }

    /** The same, with files more. */
    public void activateWith(RuleFile... more) {
        activate(Stream.concat(
                        Stream.of(
                                new RuleFile("segments/test.drl", RULES),
                                new RuleFile("campaigns/welcome.yaml", WELCOME)),
                        Stream.of(more))
                .toList());
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
        activate(files, SwitchStarts.FUTURE_ONLY);
    }

    /** The same, with those campaigns following from what is true at once. */
    public void activate(List<RuleFile> files, SwitchStarts starts) {
        var campaigns = ReadCampaigns.read(files).catalogue();
        if (!(CompileRules.compile(files, campaigns.names()) instanceof Compilation.Compiled)) {
            throw new IllegalStateException("the rules of the tests do not compile");
        }
        String hash = UUID.nameUUIDFromBytes(files.stream()
                        .map(file -> file.path() + "\n" + file.content())
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
        database.transaction(tx -> {
            tx.update("update release set state = 'RETIRED' where state = 'ACTIVE' and business_id is null");
            int release = tx.first("""
                            insert into release (hash, author, state, created_at, edited_by, edited_at, activated_at)
                            values (?, 'test', 'ACTIVE', ?, 'test', ?, ?) returning id
                            """, row -> row.getInt(1), hash, clock.instant(), clock.instant(), clock.instant())
                    .orElseThrow();
            for (RuleFile file : files) {
                tx.update(
                        "insert into release_file (release_id, path, content) values (?, ?, ?)",
                        release,
                        file.path(),
                        file.bytes());
            }
            return switchTo(tx, release, hash, starts);
        });
    }

    private int switchTo(Transaction tx, int release, String hash, SwitchStarts starts) throws SQLException {
        int activation = tx.first(
                        """
                        insert into activation (scope, release_id, hash, state, starts, per_day, by, beat_at, finished_at)
                        values (0, ?, ?, 'DONE', ?, ?::integer, 'test', clock_timestamp(), ?) returning id
                        """, row -> row.getInt(1), release, hash, starts.mode(), starts.perDay(), clock.instant())
                .orElseThrow();
        return tx.update("""
                insert into active_release (scope, release_id, hash, activation_id, epoch, since) values (0, ?, ?, ?, 1, ?)
                on conflict (scope) do update set release_id = excluded.release_id, hash = excluded.hash,
                    activation_id = excluded.activation_id, epoch = active_release.epoch + 1, since = excluded.since
                """, release, hash, activation, clock.instant());
    }

    /** What answers call the release that is active: {@code r-17}. */
    public String label() {
        return database.transaction(tx ->
                        tx.first("select release_id from active_release where scope = 0", row -> "r-" + row.getInt(1)))
                .orElseThrow();
    }
}
