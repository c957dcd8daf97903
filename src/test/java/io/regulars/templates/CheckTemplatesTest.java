package io.regulars.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.templates.CheckTemplates.Sending;
import io.regulars.templates.text.SmsParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTemplatesTest {
    private static final Sending MAIL = new Sending(
            "win-back",
            "hello",
            false,
            true,
            false,
            Set.of(),
            "is started by the rule 'Win back', which matches no event");

    private static List<String> problems(Texts texts, Sending... sendings) {
        ReadTemplates.Read read = texts.read();
        var all = new ArrayList<>(read.problems());
        all.addAll(CheckTemplates.check(read, List.of(sendings)));
        return all.stream().map(Diagnostic::print).toList();
    }

    private static List<String> codes(Texts texts, Sending... sendings) {
        ReadTemplates.Read read = texts.read();
        var all = new ArrayList<>(read.problems());
        all.addAll(CheckTemplates.check(read, List.of(sendings)));
        return all.stream().map(Diagnostic::code).distinct().toList();
    }

    @Test
    void anUnknownNameIsToldAtItsLineAndColumnWithTheNearest() {
        assertThat(problems(Texts.mail("Hello", "Dear guest,\nyou are {client.fristName ?: 'x'}.")))
                .containsExactly(
                        "templates/hello/en.md:5:9: error: There is no name 'client.fristName'. Did you mean 'client.firstName'?");
    }

    @Test
    void allMistakesOfAFileAreToldAtOnce() {
        assertThat(problems(Texts.mail("{firstName}", "{client.nme}\n\n{bussiness.name}")))
                .containsExactly(
                        "templates/hello/en.md:4:1: error: There is no name 'client.nme'. Did you mean 'client.name'?"
                                .replace(" Did you mean 'client.name'?", unknownHint()),
                        "templates/hello/en.md:6:1: error: There is no name 'bussiness'. Did you mean 'business.name'?",
                        "templates/hello/en.md:2:11: error: There is no name 'firstName'. Did you mean 'client.firstName'?");
    }

    private static String unknownHint() {
        return " There are client.city, client.favouriteService, client.firstName, client.language, client.lastName,"
                + " client.lastVisitOn, client.visits.";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {client.firstName.date}               ~ template-type
            {client.visits.relative}              ~ template-type
            {booking.startsAt.datum}              ~ template-type
            {client.getClass}                     ~ template-unknown-name
            {client.firstName.raw}                ~ template-type
            {client.firstName.length()}           ~ template-unknown-name
            {client.visits + 1}                   ~ template-unknown-name
            {cdi:secret}                          ~ template-unknown-name
            {inject:x}                            ~ template-unknown-name
            {client}                              ~ template-unknown-name
            {this}                                ~ template-unknown-name
            {mail.subject}                        ~ template-unknown-name
            {#include layout}x{/include}          ~ template-syntax
            {#let a=1}x{/let}                     ~ template-syntax
            {#eval client.firstName /}            ~ template-syntax
            {#if client.city}                     ~ template-syntax
            {/if}                                 ~ template-syntax
            {@String x}                           ~ template-syntax
            {|raw|}                               ~ template-syntax
            {client.firstName                     ~ template-syntax
            {#for i in 1000000}x{/for}            ~ template-loop
            {#for i in client.visits}x{/for}      ~ template-loop
            {#for i in client.firstName}x{/for}   ~ template-loop
            {offer.services}                      ~ template-type
            {client.text(client.city)}            ~ template-type
            [x]({client.firstName})               ~ template-url
            [x](javascript:alert)                 ~ template-url
            [x](http://plain.example)             ~ template-url
            [x](https://a.example/{client.city})  ~ template-url
            """)
    void whatIsNotOfTheLanguageIsAnError(String body, String code) {
        ReadTemplates.Read read = Texts.mail("Hello", body).read();
        assertThat(read.problems()).extracting(Diagnostic::code).contains(code).doesNotContain("internal-fault");
        assertThat(read.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isGreaterThanOrEqualTo(4));
        assertThat(read.catalogue().hasMail("hello")).isFalse();
    }

    @Test
    void loopsStandAtMostTwoWithinEachOther() {
        String loop = "{#for a in offer.services}";
        assertThat(problems(Texts.mail("S", loop + loop + loop + "x" + "{/for}".repeat(3))))
                .containsExactly("templates/hello/en.md:4:53: error: Loops stand at most 2 within each other.");
    }

    @Test
    void aLoopBombIsToldBeforeItIsWritten() {
        String inside = "{client.firstName ?: 'x'}".repeat(200);
        String bomb = "{#for a in offer.services}{#for b in offer.services}" + inside + "{/for}{/for}";
        assertThat(codes(Texts.mail("S", bomb))).containsExactly("template-loop");
    }

    @Test
    void whatWritesMoreThanItMayIsToldWhenItIsWrittenForTheMadeUpClients() {
        String bomb = "{#for a in offer.services}{#for b in offer.services}" + "x".repeat(40_000) + "{/for}{/for}";
        assertThat(problems(Texts.mail("S", bomb)))
                .anyMatch(problem -> problem.contains("error: The template cannot be written for a client")
                        && problem.contains("more than 200000 characters"));
    }

    @Test
    void aTemplateOfTenMegabytesIsNotRead() {
        assertThat(problems(Texts.mail("S", "{client.firstName}".repeat(600_000))))
                .hasSize(1)
                .first()
                .asString()
                .contains("a template has at most 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "* ", "[", "**a ", "{#if client.city}", "(", "![", "<b>", "`", "- \n  "})
    void whatNestsWithoutEndEnds(String part) {
        Texts texts = Texts.mail("S", part.repeat(90_000 / part.length()));
        assertThat(texts.read().problems()).extracting(Diagnostic::code).doesNotContain("internal-fault");
        assertThat(codes(texts)).doesNotContain("internal-fault");
    }

    @Test
    void anExpressionWithoutEndIsRefused() {
        assertThat(codes(Texts.mail("S", "{client.city" + ".or(client.city".repeat(5_000) + ")".repeat(5_000) + "}")))
                .containsExactly("template-syntax");
    }

    @Test
    void aNameThatMayBeMissingIsWarnedOfUnlessTheTextKnowsWhatToDo() {
        assertThat(problems(Texts.mail(
                        "{client.firstName}, hello",
                        "{client.city ?: 'x'} {#if client.lastName}{client.lastName}{/if} {client.text(\"hair\")}")))
                .extracting(problem -> problem.replaceAll("not known.*", "…"))
                .containsExactlyInAnyOrder(
                        "templates/hello/en.md:2:11: warning: 'client.firstName' is …",
                        "templates/hello/en.md:4:66: warning: 'client.text' is …");
    }

    @Test
    void aNameIsNotAvailableWhereNothingOfTheKindStartsTheCampaign() {
        assertThat(problems(Texts.mail("S", "See you {booking.startsAt.date}{#if survey.score}!{/if}"), MAIL))
                .containsExactly(
                        "templates/hello/en.md:4:9: error: 'booking.startsAt' is not there: the campaign 'win-back' is started by"
                                + " the rule 'Win back', which matches no event. Take it out, or put it into {#if"
                                + " booking.startsAt} … {/if}.");
        assertThat(problems(
                        Texts.mail("S", "See you {booking.startsAt.date}"),
                        new Sending("reminder", "hello", false, true, false, Set.of("booking"), "")))
                .isEmpty();
    }

    @Test
    void anOfferHasOnlyWhatTheCampaignOffers() {
        var texts = Texts.mail("S", "{offer.percent} %\n\n{offer.amount}");
        var percent = new Sending("w", "hello", false, true, false, Set.of("offer", "offer.percent"), "");
        assertThat(problems(texts, percent)).hasSize(2).allMatch(problem -> problem.contains("'offer.amount'"));
        assertThat(codes(texts, MAIL)).contains("template-name-not-available");
    }

    @Test
    void marketingNeedsALinkToUnsubscribe() {
        var marketing = new Sending("w", "hello", true, true, false, Set.of(), "");
        assertThat(codes(Texts.mail("S", "Hello"), marketing)).containsExactly("template-without-unsubscribe");
        assertThat(codes(Texts.mail("S", "[No more]({link.unsubscribe})"), marketing))
                .isEmpty();
        assertThat(codes(
                        Texts.mail("S", "Hello")
                                .with(
                                        "templates/layout.html",
                                        "<p>{content}<a href=\"{link.unsubscribe}\">x</a></p>"
                                                .replace("<p>", "<div>")
                                                .replace("</p>", "</div>")),
                        marketing))
                .isEmpty();
    }

    @Test
    void aTextThatIsMissingInTheMainLanguageIsAnErrorInAnotherAWarning() {
        var texts = Texts.mail("S", "x")
                .with("templates/bye/en.md", "---\nsubject: S\n---\nx")
                .with("templates/bye/lv.md", "---\nsubject: S\n---\nx")
                .with("templates/only/lv.md", "---\nsubject: S\n---\nx")
                .with("templates/third/en.md", "---\nsubject: S\n---\nx");
        assertThat(problems(texts))
                .anyMatch(
                        problem -> problem.startsWith(
                                "templates/only/lv.md:4:1: error: The mail 'only' is not written in en, in which others are; most"))
                .anyMatch(
                        problem -> problem.startsWith(
                                "templates/hello/en.md:4:1: warning: The mail 'hello' is not written in lv, in which others are."));
    }

    @Test
    void aSubjectIsThereAndNotLong() {
        assertThat(codes(new Texts().with("templates/hello/en.md", "Hello"))).containsExactly("subject-empty");
        assertThat(problems(Texts.mail("{client.firstName}", "x")))
                .anyMatch(problem -> problem.contains("The subject is empty for a client of whom nothing is known."));
        assertThat(codes(Texts.mail("x".repeat(151), "x"))).containsExactly("subject-long");
    }

    @Test
    void aHeadThatCannotBeReadIsToldAtItsLine() {
        assertThat(problems(new Texts().with("templates/hello/en.md", "---\nsubjekt: x\n---\nx")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("templates/hello/en.md:2:")
                .contains("subject");
        assertThat(problems(
                        new Texts().with("templates/hello/en.md", "---\nsubject: {client.firstName}, hello\n---\nx")))
                .hasSize(1)
                .first()
                .asString()
                .contains("into quotes");
        assertThat(codes(new Texts().with("templates/hello/en.md", "---\nsubject: x\nHello")))
                .containsExactly("template-head");
    }

    @Test
    void bracesThatWouldBeSentAreTold() {
        assertThat(problems(Texts.mail("S", "Dear { client.firstName }")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("templates/hello/en.md:4:6: error: A client of whom everything is known would read");
    }

    @Test
    void aNumberThatMayBeMissingIsNotComparedUnasked() {
        assertThat(problems(Texts.mail("S", "{#if offer.percent > 10}much{/if}")))
                .hasSize(1)
                .first()
                .asString()
                .contains("cannot be written for a client of whom nothing is known", "compares");
        assertThat(codes(Texts.mail("S", "{#if offer.percent && offer.percent > 10}much{/if}")))
                .isEmpty();
    }

    @Test
    void htmlByHandIsCheckedWhereValuesStand() {
        String head = "---\nsubject: S\n---\n";
        assertThat(codes(byHand(head + "<p title=\"{client.city ?: 'x'}\">Hello</p>")))
                .isEmpty();
        assertThat(codes(byHand(head + "<p title={client.city ?: 'x'}>Hello</p>")))
                .containsExactly("template-unsafe");
        assertThat(codes(byHand(head + "<p style=\"color:{client.city ?: 'x'}\">Hello</p>")))
                .containsExactly("template-unsafe");
        assertThat(codes(byHand(head + "<a href=\"{client.city ?: 'x'}\">Hello</a>")))
                .containsExactly("template-url");
        assertThat(codes(byHand(head + "<a href=\"{link.unsubscribe}\">Hello</a>")))
                .isEmpty();
        assertThat(codes(byHand(head + "<a href=\"http://x.example\">Hello</a>")))
                .containsExactly("template-url");
        assertThat(codes(byHand(head + "<p><b>Hello</p></div>"))).containsExactly("html-malformed");
        assertThat(codes(byHand(head + "<script>{client.visits}</script>"))).containsExactly("template-unsafe");
        assertThat(codes(new Texts().with("templates/hello/en.html", head + "<p>x</p>")))
                .containsExactly("template-place");
    }

    private static Texts byHand(String html) {
        return new Texts().with("templates/hello/en.html", html).with("templates/hello/en.txt", "Hello");
    }

    @Test
    void aLinkThatMayLeadNowhereIsTold() {
        assertThat(codes(Texts.mail("S", "[Book]({link.book})")))
                .containsExactlyInAnyOrder("template-may-be-empty", "template-url");
        assertThat(codes(Texts.mail("S", "{#if link.book}[Book]({link.book}){/if}")))
                .isEmpty();
    }

    @Test
    void aLargeMailIsWarnedOf() {
        assertThat(codes(Texts.mail("S", "word ".repeat(19_000) + "\n\n- &&&&&&&&&&&&" + "&".repeat(3_000))))
                .containsExactly("html-large");
    }

    @ParameterizedTest
    @CsvSource({"160,x,1", "161,x,2", "306,x,2", "307,x,3", "70,ā,1", "71,ā,2", "134,ā,2", "135,ā,3", "80,€,1", "81,€,2"
    })
    void aShortMessageIsCountedAsNetworksDo(int length, String letter, int parts) {
        assertThat(SmsParts.of(letter.repeat(length))).isEqualTo(parts);
    }

    @Test
    void aShortMessageOfSeveralPartsSaysWhatItCosts() {
        assertThat(problems(new Texts().with("templates/hello/lv.sms", "Gaidām Jūs " + "x".repeat(60))))
                .containsExactly(
                        "templates/hello/lv.sms:1:1: warning: The message is sent in 2 parts and costs 2 times as much. One part has 70"
                                + " characters, since 'ā' is not in the alphabet of short messages; without such letters it has 160.");
    }

    @Test
    void aFileThatNobodyReadsIsTold() {
        assertThat(codes(new Texts().with("templates/hello.md", "x"))).containsExactly("template-place");
        assertThat(codes(new Texts().with("templates/Hello World/en.md", "x"))).containsExactly("template-place");
        assertThat(codes(new Texts().with("templates/hello/english.md", "x"))).containsExactly("template-place");
        assertThat(codes(Texts.mail("S", "x").with("templates/hello/en.txt", "x")))
                .containsExactly("template-place");
        assertThat(problems(Texts.mail("S", "x").with("templates/README.md", "notes")))
                .isEmpty();
    }

    @Test
    void aLayoutHasItsContentOnce() {
        assertThat(codes(Texts.mail("S", "x").with("templates/layout.html", "<p>x</p>")))
                .containsExactly("layout-content");
        assertThat(codes(Texts.mail("S", "x").with("templates/layout.html", "<div>{content}{content}</div>")))
                .containsExactly("layout-content");
        assertThat(codes(Texts.mail("S", "x")
                        .with("templates/layout.html", "<div title=\"{mail.subject}\">{content}{mial.subject}</div>")))
                .containsExactly("template-unknown-name");
    }

    @Test
    void aTextOfACampaignIsCheckedToo() {
        assertThat(CheckTemplates.ofText("Call {client.fristName}", Set.of(), ""))
                .extracting(Diagnostic::code)
                .containsExactly("template-unknown-name");
        assertThat(CheckTemplates.ofText("Prepare {booking.service}", Set.of(), "it is started by time"))
                .extracting(Diagnostic::message)
                .containsExactly("'booking.service' is not there: it is started by time.");
        assertThat(CheckTemplates.ofText("Prepare {booking.service}", Set.of("booking"), ""))
                .isEmpty();
    }
}
