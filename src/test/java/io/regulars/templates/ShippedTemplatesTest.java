package io.regulars.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ShippedTemplatesTest {
    private static final Set<String> OF_BOOKINGS = Set.of("booking-confirmation", "booking-reminder");

    private final ReadTemplates.Read read = ReadTemplates.read(files());

    private static List<RuleFile> files() {
        Path rules = Path.of("rules");
        try (var found = Files.walk(rules.resolve("templates"))) {
            return found.filter(Files::isRegularFile)
                    .map(file -> new RuleFile(rules.relativize(file).toString().replace('\\', '/'), text(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsWrongWithThem() {
        List<CheckTemplates.Sending> sendings = read.catalogue().names().stream()
                .map(name -> new CheckTemplates.Sending(
                        "c",
                        name,
                        true,
                        true,
                        read.catalogue().hasSms(name),
                        OF_BOOKINGS.contains(name) ? Set.of("booking", "location") : Set.of(),
                        "is started by a segment"))
                .toList();
        assertThat(read.problems()).extracting(Diagnostic::print).isEmpty();
        assertThat(CheckTemplates.check(read, sendings))
                .extracting(Diagnostic::print)
                .isEmpty();
    }

    @Test
    void eachIsWrittenInEnglishAndLatvian() {
        assertThat(read.catalogue().names()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(read.catalogue().names())
                .allSatisfy(name -> assertThat(read.catalogue().languages(name)).containsExactly("en", "lv"));
    }

    @Test
    void eachMailNamesTheBusinessItsAddressAndALinkToUnsubscribe() {
        for (String name : read.catalogue().names()) {
            for (String language : List.of("en", "lv")) {
                Rendered.Mail mail =
                        read.catalogue().mail(name, language, Texts.anna().withBooking(Texts.cut()));
                Document html = Jsoup.parse(mail.html());
                assertThat(html.select("html").attr("lang")).isEqualTo(language);
                assertThat(html.text()).contains("Salon Liepa", "Brīvības iela 1, Rīga");
                assertThat(html.select("a[href=https://r.example/u/1]")).hasSize(1);
                assertThat(mail.text())
                        .contains("Salon Liepa, Brīvības iela 1, Rīga", "https://r.example/u/1")
                        .doesNotContain("{", "}", "\n\n\n");
                assertThat(mail.subject()).isNotBlank();
            }
        }
    }

    @Test
    void theTemplateOfTheGuideHasNothingWrong() {
        String guide = text(Path.of("rules/README.md"));
        String block = guide.substring(guide.indexOf("```template\n") + 12);
        var guided = new Texts()
                .with("templates/hello/en.md", block.substring(0, block.indexOf("```")))
                .with("templates/layout.html", text(Path.of("rules/templates/layout.html")))
                .with("templates/layout.txt", text(Path.of("rules/templates/layout.txt")));
        var sending = new CheckTemplates.Sending("c", "hello", true, true, false, Set.of(), "is started by a segment");

        assertThat(guided.problems()).isEmpty();
        assertThat(CheckTemplates.check(guided.read(), List.of(sending))).isEmpty();
        assertThat(guided.to(Texts.client("Anna", "en")).text())
                .startsWith("Dear Anna,\n\nyou were last here on 1 September 2026.\n\nBook a time: https://");
    }

    @Test
    void theGuideNamesEveryName() {
        String guide = text(Path.of("rules/README.md"));
        String section = guide.substring(guide.indexOf("## Texts of messages"), guide.indexOf("## What can be said"));
        TemplateName.ALL.forEach((group, names) -> {
            String row = section.lines()
                    .filter(line -> line.startsWith("| `" + group + "."))
                    .reduce("", String::concat);
            assertThat(names.keySet()).allSatisfy(name -> assertThat(row).containsPattern("\\b" + name + "`"));
        });
    }

    @Test
    void anOfferIsToldWithItsCodeAndItsEnd() {
        Rendered.Mail mail =
                read.catalogue().mail("win-back-offer", "en", Texts.anna().withOffer(Texts.offer()));
        assertThat(mail.subject()).isEqualTo("15 % on your next visit");
        assertThat(mail.text())
                .contains("you were last here on 1 September 2026.")
                .contains(
                        "For your next visit you get 15 % off. Show the code ABCD-1234; it holds until 31 December 2026.")
                .contains("Book a time: https://liepa.example/book?a=1&b=2");
    }
}
