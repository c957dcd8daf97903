package io.regulars.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.templates.TemplateValues.Links;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class RenderTemplatesTest {
    @Test
    void oneMarkdownBecomesHtmlAndPlainText() {
        Rendered.Mail mail = Texts.mail("{client.firstName ?: 'Hello'}, {offer.percent} % on your next visit", """
                        # We miss you

                        Dear {client.firstName ?: 'guest'},
                        you were here **{client.visits}** times.

                        - {offer.percent} % off
                        - valid until {offer.validUntil.date}

                        [Book a time]({link.book})
                        """)
                .to(Texts.anna().withOffer(Texts.offer()));

        assertThat(mail.subject()).isEqualTo("Anna, 15 % on your next visit");
        assertThat(mail.text()).isEqualTo("""
                        We miss you

                        Dear Anna,
                        you were here 3 times.

                        - 15 % off
                        - valid until 31 December 2026

                        Book a time: https://liepa.example/book?a=1&b=2
                        """);
        var html = Jsoup.parse(mail.html());
        assertThat(html.select("h1").text()).isEqualTo("We miss you");
        assertThat(html.select("strong").text()).isEqualTo("3");
        assertThat(html.select("li").eachText()).containsExactly("15 % off", "valid until 31 December 2026");
        assertThat(html.select("a.button").attr("href")).isEqualTo("https://liepa.example/book?a=1&b=2");
    }

    @Test
    void whatIsNotKnownWritesNothingAndIsFalse() {
        Texts texts = Texts.mail("{client.firstName ?: 'Hello'}!", """
                {#if client.city}
                You live in {client.city}.
                {#else}
                Where do you live?
                {/if}

                [{booking.startsAt.date}] {client.text("hairType")}{client.text("shoeSize")}
                """);
        Rendered.Mail mail = texts.to(Texts.nobody());

        assertThat(mail.subject()).isEqualTo("Hello!");
        assertThat(mail.text()).isEqualTo("Where do you live?\n\n[] curly\n");
        assertThat(Jsoup.parse(mail.html()).select("p").eachText()).containsExactly("Where do you live?", "[] curly");
    }

    @Test
    void aNameIsNeverMarkup() {
        var texts = Texts.mail("Dear {client.firstName}", "Dear {client.firstName}, *welcome*.");
        Rendered.Mail mail = texts.to(Texts.client("[x](https://evil.example) <b onclick='x'>\"&{client.city}", null));

        assertThat(Jsoup.parse(mail.html()).body().text())
                .isEqualTo("Dear [x](https://evil.example) <b onclick='x'>\"&{client.city}, welcome.");
        assertThat(Jsoup.parse(mail.html()).select("a, b")).isEmpty();
        assertThat(mail.text()).contains("Dear [x](https://evil.example) <b onclick='x'>\"&{client.city}, welcome.");
    }

    @Test
    void aNameNeverBeginsAnotherHeader() {
        var texts = Texts.mail("Dear {client.firstName}", "Dear {client.firstName}!");
        Rendered.Mail mail = texts.to(Texts.client("Anna\r\nBcc: all@example.org\u2028\u202Eevil\u0000", null));

        assertThat(mail.subject()).isEqualTo("Dear Anna Bcc: all@example.org evil");
        assertThat(mail.text()).isEqualTo("Dear Anna  Bcc: all@example.org evil!\n");
    }

    @Test
    void aSubjectIsCutWhateverANameIs() {
        Rendered.Mail mail = Texts.mail("Dear {client.firstName}", "Hello").to(Texts.client("x".repeat(1_000), null));
        assertThat(mail.subject()).hasSize(250).endsWith("…");
    }

    @Test
    void daysTimesAndMoneyAreWrittenAsTheLanguageDoes() {
        String body = "{booking.startsAt.weekday}, {booking.startsAt.date}, {booking.startsAt.time}, "
                + "{booking.startsAt.relative}: {booking.price} / {booking.price.plain}; {client.lastVisitOn}; {today.relative}";
        var texts =
                Texts.mail("Your visit", body).with("templates/hello/lv.md", "---\nsubject: Jūsu vizīte\n---\n" + body);

        assertThat(texts.to(Texts.client("Anna", "en").withBooking(Texts.cut())).text())
                .isEqualTo("Thursday, 3 December 2026, 14:30, in 3 days: €45.00 / 45.00; 1 September 2026; today\n");
        assertThat(texts.to(Texts.anna().withBooking(Texts.cut())).text())
                .isEqualTo(
                        "ceturtdiena, 2026. gada 3. decembris, 14:30, pēc 3 dienām: 45,00\u00A0€ / 45.00; 2026. gada 1. septembris; šodien\n");
    }

    @Test
    void theClientsLanguageIsTakenThenTheBusinesssThenTheMainOne() {
        var texts = Texts.mail("English", "x")
                .with("templates/hello/lv.md", "---\nsubject: Latviski\n---\nx")
                .with("templates/hello/pt-br.md", "---\nsubject: Brasil\n---\nx");

        assertThat(texts.to(Texts.client("A", "lv-LV")).subject()).isEqualTo("Latviski");
        assertThat(texts.to(Texts.client("A", "lv_LV")).subject()).isEqualTo("Latviski");
        assertThat(texts.to(Texts.client("A", "pt-BR")).subject()).isEqualTo("Brasil");
        assertThat(texts.to(Texts.client("A", "pt")).subject()).isEqualTo("English");
        assertThat(texts.to(Texts.client("A", "de")).subject()).isEqualTo("English");
        assertThat(texts.to(Texts.client("A", null)).language()).isEqualTo("en");
    }

    @Test
    void aLayoutStandsAroundAndKnowsTheDirectionOfTheLanguage() {
        var texts = Texts.mail("S", "Body")
                .with("templates/hello/ar.md", "---\nsubject: S\n---\nBody")
                .with(
                        "templates/layout.html",
                        "<html dir=\"{mail.direction}\" lang=\"{mail.language}\"><style>p {color:red} a{x}</style><body>{content}<a href=\"{link.unsubscribe}\">{business.name}</a></body></html>"
                                .replace("{color:red} a{x}", "{ color: red }"))
                .with("templates/layout.txt", "{content}\n--\n{business.name}: {link.unsubscribe}\n");

        Rendered.Mail arabic = texts.to(Texts.client("A", "ar"));
        assertThat(Jsoup.parse(arabic.html()).select("html").attr("dir")).isEqualTo("rtl");
        assertThat(arabic.html()).contains("p { color: red }", "https://r.example/u/1");
        assertThat(arabic.text()).isEqualTo("Body\n\n--\nSalon Liepa: https://r.example/u/1\n");
        assertThat(Jsoup.parse(texts.to(Texts.client("A", "en")).html())
                        .select("html")
                        .attr("dir"))
                .isEqualTo("ltr");
    }

    @Test
    void aLinkThatIsNoneIsAsIfItWereMissing() {
        var texts = Texts.mail("S", "{#if link.book}[Book]({link.book}){#else}Call us{/if}");
        assertThat(texts.to(Texts.anna().withLinks(new Links("javascript:alert(1)", null, null, null, null)))
                        .text())
                .isEqualTo("Call us\n");
    }

    @Test
    void loopsGoOverLists() {
        var texts = Texts.mail(
                "S",
                "For {#for service in offer.services}{service}{#if service_hasNext}, {/if}{/for}.\n\n{#for s in offer.services}\n- {s}\n{/for}\n");
        Rendered.Mail mail = texts.to(Texts.anna().withOffer(Texts.offer()));
        assertThat(mail.text())
                .startsWith("For Cut, Color.\n")
                .contains("- Cut\n")
                .contains("- Color\n");
        assertThat(Jsoup.parse(mail.html()).select("li").eachText()).containsExactly("Cut", "Color");
    }

    @Test
    void bracesThatAreTextStayText() {
        Rendered.Mail mail = Texts.mail("A \\\\{b}", "Write `\\{name}` or { name } or {\\_x}.")
                .to(Texts.anna());
        assertThat(mail.subject()).isEqualTo("A {b}");
        assertThat(mail.text()).isEqualTo("Write {name} or { name } or {_x}.\n");
    }

    @Test
    void shortMessagesAndTextsOfCampaignsAreWrittenTheSameWay() {
        var catalogue = new Texts()
                .with("templates/hello/en.sms", "{client.firstName ?: 'Hello'}, see you {booking.startsAt.relative}\n")
                .catalogue();
        var values = Texts.anna().withBooking(Texts.cut());

        assertThat(catalogue.sms("hello", "lv", values).text()).isEqualTo("Anna, see you in 3 days");
        assertThat(catalogue.lineOfText("Call {client.firstName}\nsoon", values).text())
                .isEqualTo("Call Anna soon");
        assertThat(catalogue.mailOfText("Call *us*", values).subject()).isEqualTo("Salon Liepa");
        assertThat(catalogue.mailOfText("Call *us*", values).text()).isEqualTo("Call us\n");
    }

    @Test
    void aTemplateThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> TemplateCatalogue.EMPTY.mail("hello", "en", Texts.anna()))
                .isInstanceOf(CannotRender.class)
                .hasMessage("the release has no template 'hello' for mail");
    }
}
