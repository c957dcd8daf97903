package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What campaigns send is there, and may say what it says. */
class CheckMessagesTest {
    private static final RuleFile RULES = new RuleFile("campaigns/rules.drl", """
            rule "Confirm" when $c : Client() Trigger( kind in (BOOKED, RESCHEDULED) ) then campaigns.start($c, "confirm"); end
            rule "Regular" when $c : Client( visits >= 3 ) then segments.assign($c, "regular"); end
            rule "Thank" when $c : Client() Entered( segment == "regular" ) then campaigns.start($c, "thank"); end
            """);
    private static final RuleFile TEXT =
            new RuleFile("templates/hello/en.md", "---\nsubject: Hello\n---\nSee you {booking.startsAt.date}.\n");

    private static RuleFile campaign(String name, String steps) {
        return new RuleFile(
                "campaigns/" + name + ".yaml", "name: " + name + "\ntitle: T\nkind: service\nsteps:\n" + steps);
    }

    private static List<String> found(RuleFile... files) {
        var all = new ArrayList<>(List.of(RULES));
        all.addAll(Arrays.asList(files));
        return CheckRelease.problems(all, CheckPolicy.lenient()).stream()
                .filter(problem ->
                        problem.code().startsWith("template") || problem.code().equals("unknown-template"))
                .map(Diagnostic::print)
                .toList();
    }

    private static final RuleFile CONFIRM =
            campaign("confirm", "  - name: mail\n    message: {channel: email, template: hello}\n");

    @Test
    void aTemplateThatIsNotThereIsToldAtItsLineWithTheNearest() {
        assertThat(found(
                        TEXT,
                        CONFIRM,
                        campaign("thank", "  - name: mail\n    message: {channel: email, template: helo}\n")))
                .singleElement()
                .asString()
                .startsWith("campaigns/thank.yaml:6:")
                .endsWith("error: There is no template 'helo'. Did you mean 'hello'?");
    }

    @Test
    void aReleaseWithoutTemplatesLeavesTextsToWhoeverSends() {
        assertThat(found(CONFIRM, campaign("thank", "  - name: mail\n    message: {channel: email, template: helo}\n")))
                .isEmpty();
    }

    @Test
    void aTemplateWithoutATextForTheChannelIsToldAtItsLine() {
        assertThat(found(
                        TEXT,
                        campaign("confirm", "  - name: mail\n    message: {channel: sms, template: hello}\n"),
                        campaign("thank", "  - name: note\n    tag: x\n")))
                .singleElement()
                .asString()
                .startsWith("campaigns/confirm.yaml:6:")
                .contains("The template 'hello' has no text for sms.");
    }

    @Test
    void aBookingIsThereOnlyWhereEveryRuleThatStartsTheCampaignMatchesOne() {
        assertThat(found(TEXT, CONFIRM, campaign("thank", "  - name: note\n    tag: x\n")))
                .isEmpty();
        assertThat(found(
                        TEXT,
                        CONFIRM,
                        campaign("thank", "  - name: mail\n    message: {channel: email, template: hello}\n")))
                .singleElement()
                .asString()
                .startsWith(
                        "templates/hello/en.md:4:9: error: 'booking.startsAt' is not there: the campaign 'thank' is started"
                                + " by the rule 'Thank', which matches no event of a booking.");
    }

    @Test
    void theTextOfATaskIsATemplateToo() {
        assertThat(found(
                        CONFIRM,
                        TEXT,
                        campaign(
                                "thank", "  - name: call\n    task: {for: desk, text: \"Call {client.fristName}\"}\n")))
                .singleElement()
                .asString()
                .startsWith("campaigns/thank.yaml:6:")
                .endsWith("error: There is no name 'client.fristName'. Did you mean 'client.firstName'?");
    }
}
