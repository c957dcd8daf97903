package io.regulars.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadCampaignsTest {
    @Test
    void aCampaignIsReadAsAnAnalystWritesIt() {
        Campaign campaign = read("""
                        name: win-back
                        title: Win back
                        reentry: every 90 days
                        validity: 2w
                        steps:
                          - name: offer
                            message: {channel: email, template: offer}
                          - wait: 3d
                          - name: call
                            after: 4h
                            task: {for: front desk, text: Call}
                          - name: mark
                            tag: wooed
                        """).catalogue().campaign("win-back").orElseThrow();

        assertThat(campaign.reentry()).isEqualTo(new Reentry.Every(90));
        assertThat(campaign.validity()).isEqualTo(Duration.ofDays(14));
        assertThat(campaign.steps())
                .containsExactly(
                        new Step("offer", Duration.ZERO, new Step.Message("email", "offer", null)),
                        new Step("call", Duration.ofHours(76), new Step.Task("front desk", "Call")),
                        new Step("mark", Duration.ofDays(3), new Step.Tag("wooed")));
    }

    @Test
    void aMisspeltKeyIsAnErrorAtItsLine() {
        assertThat(problems("""
                        name: win-back
                        title: Win back
                        steps:
                          - name: offer
                            mesage: {channel: email, template: offer}
                        """)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).contains("mesage");
            assertThat(problem.hint()).contains("message");
        });
    }

    @Test
    void aStepThatIsNothingIsAnErrorAtItsLine() {
        assertThat(problems("name: a\ntitle: A\nsteps:\n  -\n  - {name: b, tag: x}\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.message()).contains("nothing behind a key or a dash");
                });
    }

    @Test
    void aRepeatedKeyIsAnErrorAtItsLine() {
        assertThat(problems("name: a\ntitle: A\nname: b\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void aStepThatDoesTwoThingsIsRefused() {
        assertThat(problems("""
                        name: a
                        title: A
                        steps:
                          - name: both
                            tag: x
                            message: {channel: email, template: y}
                        """))
                .extracting(Diagnostic::message)
                .containsExactly("A step has exactly one of 'message', 'task', 'tag' and 'wait'.");
    }

    @Test
    void allThatIsWrongIsToldAtOnceEachAtItsPlace() {
        assertThat(problems("""
                        name: Win Back
                        reentry: every 0 days
                        validity: soon
                        steps:
                          - name: offer
                            message: {template: a, text: b}
                            cost: -1
                          - wait: 3
                          - {name: offer, tag: x}
                          - {after: 2h, task: {for: front desk}}
                        """))
                .extracting(Diagnostic::print)
                .containsExactly(
                        "campaigns/test.yaml:1:1: error: A campaign needs a name of a-z, 0-9 and '-'.",
                        "campaigns/test.yaml:1:1: error: Campaign 'Win Back' needs a title.",
                        "campaigns/test.yaml:2:1: error: 'reentry' is once, each-entry or every N days, not 'every 0 days'.",
                        "campaigns/test.yaml:3:1: error: 'soon' is no duration; write 90m, 24h, 3d or 2w.",
                        "campaigns/test.yaml:6:5: error: A message needs a channel.",
                        "campaigns/test.yaml:6:5: error: A message has either a template or a text.",
                        "campaigns/test.yaml:7:5: error: A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.",
                        "campaigns/test.yaml:8:5: error: '3' needs a unit: m, h, d or w.",
                        "campaigns/test.yaml:9:6: error: Campaign 'Win Back' has two steps named 'offer'.",
                        "campaigns/test.yaml:10:17: error: A task needs a text.",
                        "campaigns/test.yaml:10:5: error: A step needs a name of a-z, 0-9 and '-'.");
    }

    @Test
    void aReentryNobodyKnowsIsRefused() {
        assertThat(problems("name: a\ntitle: A\nreentry: sometimes\nsteps: [{name: x, tag: y}]\n"))
                .extracting(Diagnostic::message)
                .containsExactly("'reentry' is once, each-entry or every N days, not 'sometimes'.");
    }

    @Test
    void twoFilesMayNotDescribeOneCampaign() {
        String text = "name: a\ntitle: A\nsteps: [{name: x, tag: y}]\n";
        var read = ReadCampaigns.read(
                List.of(new RuleFile("campaigns/one.yaml", text), new RuleFile("campaigns/two.yaml", text)));
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("campaigns/two.yaml");
            assertThat(problem.message()).contains("campaigns/one.yaml");
        });
    }

    @Test
    void anEmptyFileIsAnError() {
        assertThat(problems("")).isNotEmpty();
    }

    @Test
    void theDefaultCampaignsAreThoseOfTheDomain() throws IOException {
        var files = new ArrayList<RuleFile>();
        try (var paths = Files.list(Path.of("rules/campaigns"))) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                files.add(new RuleFile("campaigns/" + path.getFileName(), Files.readString(path)));
            }
        }
        var read = ReadCampaigns.read(files);
        assertThat(read.problems()).isEmpty();
        assertThat(read.catalogue().names())
                .containsExactlyInAnyOrder(
                        "welcome",
                        "second-visit",
                        "win-back",
                        "win-back-best",
                        "win-back-color",
                        "win-back-body",
                        "vip-care",
                        "no-show-care",
                        "reminder",
                        "morning-slot",
                        "recovery",
                        "detractor-returns",
                        "booking-rescue",
                        "category-interest",
                        "frequency-rescue",
                        "welcome-back");
    }

    private static ReadCampaigns.Read read(String text) {
        var read = ReadCampaigns.read(List.of(new RuleFile("campaigns/test.yaml", text)));
        assertThat(read.problems()).isEmpty();
        return read;
    }

    private static List<Diagnostic> problems(String text) {
        return ReadCampaigns.read(List.of(new RuleFile("campaigns/test.yaml", text)))
                .problems();
    }
}
