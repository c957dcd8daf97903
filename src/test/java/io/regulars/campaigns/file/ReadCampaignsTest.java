package io.regulars.campaigns.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.Reentry;
import io.regulars.campaigns.Step;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
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
                            tag: x
                            mesage: {channel: email, template: offer}
                        """)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.message()).contains("mesage").contains("Did you mean 'message'?");
        });
    }

    @Test
    void aStepThatIsNothingIsAnErrorAtItsLine() {
        assertThat(problems("name: a\ntitle: A\nsteps:\n  -\n  - {name: b, tag: x}\n"))
                .extracting(Diagnostic::print)
                .containsExactly("campaigns/test.yaml:3:1: error: 'steps' is a list of objects.");
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
                .containsExactly("A step has exactly one of 'message', 'task', 'tag', 'untag', 'event' and 'wait'.");
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
                        "campaigns/test.yaml:1:1: error: A campaign needs a name of a-z, 0-9 and '-', at most 60 of them.",
                        "campaigns/test.yaml:1:1: error: Campaign 'Win Back' needs a title.",
                        "campaigns/test.yaml:2:1: error: 'reentry' is once, each-entry or every N days of 1 to 3650, not 'every 0 days'.",
                        "campaigns/test.yaml:3:1: error: 'validity' is a duration such as 90m, 24h, 3d or 2w, not 'soon'.",
                        "campaigns/test.yaml:6:5: error: A message needs a channel.",
                        "campaigns/test.yaml:6:28: error: A message has one of a template, a text and variants.",
                        "campaigns/test.yaml:7:5: error: A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.",
                        "campaigns/test.yaml:8:5: error: 'wait' is '3' without a unit: m, h, d or w.",
                        "campaigns/test.yaml:9:6: error: Campaign 'Win Back' has two steps named 'offer'.",
                        "campaigns/test.yaml:10:5: error: A step needs a name of a-z, 0-9 and '-', at most 60 of them.",
                        "campaigns/test.yaml:10:17: error: A task needs a text.");
    }

    @Test
    void aReentryNobodyKnowsIsRefused() {
        assertThat(problems("name: a\ntitle: A\nreentry: sometimes\nsteps: [{name: x, tag: y}]\n"))
                .extracting(Diagnostic::message)
                .containsExactly("'reentry' is once, each-entry or every N days of 1 to 3650, not 'sometimes'.");
    }

    @Test
    void everyKeyOfACampaignIsRead() {
        Campaign campaign = read("""
                        name: test
                        title: Win back
                        priority: 70
                        from: 2026-12-01
                        to: 2026-12-24
                        while: lapsed
                        stop: [booked, visited, redeemed, replied, left-segment]
                        suppress: [upcoming-booking, visited-in 30d, open-task recovery]
                        expires: 2d
                        caps: [{most: 1, days: 30, channel: sms}, {most: 2, days: 60}]
                        limit: 500 per day
                        quiet: hold
                        goal: {event: visited, within: 30d, category: color}
                        holdout: 20
                        offer: {percent: 12.5, validity: 14d, categories: [color], minSpend: 40, code: "pool:xmas", uses: 2, stack: true}
                        sender: {name: Anna of the salon, replyTo: anna@salon.example}
                        steps:
                          - name: offer
                            at: 10:00
                            if: visits >= 3, hasPhone
                            message: {channel: [sms, email], attach: calendar, track: clicks}
                            variants: [{share: 60, template: one}, {share: 40, template: other}]
                          - {name: early, before: 24h, message: {channel: email, text: Soon}}
                          - {name: call, after: 1d, task: {for: desk, text: Call, priority: high, due: 4h}}
                          - {name: unmark, untag: wooed}
                          - {name: tell, event: wooed-again, cost: 1.5}
                        """).catalogue().campaign("test").orElseThrow();

        assertThat(campaign)
                .isEqualTo(new Campaign(
                        "test",
                        "Win back",
                        Campaign.Kind.MARKETING,
                        new Reentry.EachEntry(),
                        70,
                        new Campaign.CampaignSeason(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-24")),
                        new Campaign.WhileSegment.Named("lapsed"),
                        EnumSet.allOf(Campaign.StopEvent.class),
                        List.of(
                                new Campaign.Suppression.UpcomingBooking(),
                                new Campaign.Suppression.VisitedIn(30),
                                new Campaign.Suppression.OpenTask("recovery")),
                        Duration.ofDays(2),
                        List.of(new Campaign.SendingCap(1, 30, "sms"), new Campaign.SendingCap(2, 60, null)),
                        new Campaign.Pace(500, Campaign.Pace.Per.DAY),
                        Campaign.QuietHours.HOLD,
                        new Campaign.Goal(Campaign.Goal.Event.VISITED, Duration.ofDays(30), null, "color"),
                        20,
                        null,
                        new OfferTerms(
                                new OfferTerms.Worth.Percent(new BigDecimal("12.5")),
                                Duration.ofDays(14),
                                List.of(),
                                List.of("color"),
                                new BigDecimal("40"),
                                new OfferTerms.CodeSource.Pool("xmas"),
                                2,
                                true),
                        new Campaign.SenderName("Anna of the salon", "anna@salon.example"),
                        List.of(
                                new Step(
                                        "offer",
                                        new Step.StepTiming.After(Duration.ZERO),
                                        LocalTime.of(10, 0),
                                        "visits >= 3, hasPhone",
                                        new Step.Message(
                                                List.of("sms", "email"),
                                                null,
                                                null,
                                                true,
                                                true,
                                                List.of(
                                                        new Step.Message.Variant(60, "one"),
                                                        new Step.Message.Variant(40, "other"))),
                                        BigDecimal.ZERO),
                                new Step(
                                        "early",
                                        new Step.StepTiming.Before(Duration.ofHours(24)),
                                        null,
                                        null,
                                        new Step.Message("email", null, "Soon"),
                                        BigDecimal.ZERO),
                                new Step(
                                        "call",
                                        Duration.ofDays(1),
                                        new Step.Task("desk", "Call", Step.Task.Priority.HIGH, Duration.ofHours(4))),
                                new Step("unmark", Duration.ZERO, new Step.Untag("wooed")),
                                new Step(
                                        "tell",
                                        new Step.StepTiming.After(Duration.ZERO),
                                        null,
                                        null,
                                        new Step.Event("wooed-again"),
                                        new BigDecimal("1.5")))));
    }

    @Test
    void whatIsNotSaidDependsOnTheKind() {
        Campaign marketing = read("name: test\ntitle: A\nsteps: [{name: x, message: {channel: email, template: y}}]\n")
                .catalogue()
                .campaign("test")
                .orElseThrow();
        Campaign service =
                read("name: test\ntitle: A\nkind: service\nsteps: [{name: x, message: {channel: email, template: y}}]\n")
                        .catalogue()
                        .campaign("test")
                        .orElseThrow();

        assertThat(marketing.priority()).isEqualTo(50);
        assertThat(marketing.during()).isEqualTo(new Campaign.WhileSegment.StartedFrom());
        assertThat(marketing.stop()).containsExactly(Campaign.StopEvent.BOOKED);
        assertThat(marketing.suppress()).containsExactly(new Campaign.Suppression.UpcomingBooking());
        assertThat(marketing.expires()).hasDays(3);
        assertThat(marketing.quiet()).isEqualTo(Campaign.QuietHours.HOLD);
        assertThat(marketing.goal())
                .isEqualTo(new Campaign.Goal(Campaign.Goal.Event.BOOKED, Duration.ofDays(14), null, null));
        assertThat(marketing.holdoutPercent()).isEqualTo(10);
        assertThat(service.priority()).isEqualTo(80);
        assertThat(service.during()).isEqualTo(new Campaign.WhileSegment.None());
        assertThat(service.stop()).isEmpty();
        assertThat(service.suppress()).isEmpty();
        assertThat(service.quiet()).isEqualTo(Campaign.QuietHours.BEFORE);
        assertThat(service.goal()).isNull();
        assertThat(service.holdoutPercent()).isZero();
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAtItsLine() {
        assertThat(problems("""
                        name: test
                        title: A
                        kind: service
                        priorty: 5
                        stop: [boked]
                        suppress: [upcoming-booking]
                        expires: 20d
                        limit: many
                        goal: {within: 30m}
                        holdout: 10
                        offer: {percent: 10, gift: Tea, validity: 2w, code: pool}
                        steps:
                          - {name: a, after: 401d, before: 1h, at: 9, tag: x}
                          - name: b
                            if: visit >= 3
                            message: {channel: email}
                            variants: [{share: 50, template: one}, {share: 40, template: other}]
                          - {name: c, if: "visits >= 3 ) then", tag: x}
                        """))
                .extracting(Diagnostic::print)
                .containsExactly(
                        "campaigns/test.yaml:4:1: error: There is no field 'priorty'. Did you mean 'priority'?",
                        "campaigns/test.yaml:5:1: error: 'stop' is any of booked, visited, redeemed, replied, left-segment, not 'boked'; did you mean 'booked'?",
                        "campaigns/test.yaml:6:1: error: A service message belongs to a booking, so nothing suppresses it; take 'suppress' out.",
                        "campaigns/test.yaml:7:1: error: A step may not wait longer than its offer holds.",
                        "campaigns/test.yaml:8:1: error: 'limit' is so many per day or hour, such as 500 per day, not 'many'.",
                        "campaigns/test.yaml:9:8: error: A goal is reached within 1h to 180d.",
                        "campaigns/test.yaml:10:1: error: Nobody is held out of a service message; take 'holdout' out.",
                        "campaigns/test.yaml:11:9: error: An offer has exactly one of 'percent', 'amount' and 'gift'.",
                        "campaigns/test.yaml:11:47: error: A 'code' is generated, pool:<name> or fixed:<CODE>, not 'pool'.",
                        "campaigns/test.yaml:13:15: error: 'after' is within 0 and 400d, not '401d'.",
                        "campaigns/test.yaml:13:40: error: 'at' is a time of day such as 10:00, not '9'.",
                        "campaigns/test.yaml:17:5: error: The shares of variants make 100 together; these make 90.",
                        "campaigns/test.yaml:18:15: error: An 'if' is what a rule asks between the brackets of Client( … ), on one line: visits >= 3, hasPhone.");
    }

    @Test
    void aConditionSaysWhatARuleWouldSay() {
        assertThat(problems("""
                        name: test
                        title: A
                        steps:
                          - name: a
                            if: visit >= 3
                            tag: x
                        """))
                .extracting(Diagnostic::print)
                .containsExactly(
                        "campaigns/test.yaml:5:5: error: Client has no property 'visit'. Did you mean 'visits'?");
    }

    @Test
    void aConditionThatAsksForARankIsRefused() {
        assertThat(problems("""
                        name: test
                        title: A
                        steps:
                          - {name: a, if: spendPercentile >= 80, tag: x}
                        """)).extracting(Diagnostic::code).containsExactly("rank-in-condition");
    }

    @Test
    void aFileWithAnotherNameAndAChannelWithATypoAreWarnings() {
        var read = ReadCampaigns.read(List.of(new RuleFile(
                "campaigns/other.yaml",
                "name: test\ntitle: A\nsteps: [{name: x, message: {channel: emial, template: y}}]\n")));

        assertThat(read.problems()).isEmpty();
        assertThat(read.warnings())
                .extracting(Diagnostic::code)
                .containsExactly("name-differs-from-file", "unknown-channel");
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
