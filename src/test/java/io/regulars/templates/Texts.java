package io.regulars.templates;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.templates.TemplateValues.Links;
import io.regulars.templates.TemplateValues.OfBooking;
import io.regulars.templates.TemplateValues.OfBusiness;
import io.regulars.templates.TemplateValues.OfClient;
import io.regulars.templates.TemplateValues.OfOffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates of a test: files are added one by one, and mails and short messages are asked for. */
final class Texts {
    static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    static final OfBusiness SALON = new OfBusiness(
            "Salon Liepa",
            "+371 20000000",
            "Brīvības iela 1, Rīga",
            "https://liepa.example",
            "en",
            Currency.getInstance("EUR"),
            "LV");

    private final List<RuleFile> files = new ArrayList<>();

    /** A mail named {@code hello} in English. */
    static Texts mail(String subject, String body) {
        return new Texts().with("templates/hello/en.md", "---\nsubject: \"" + subject + "\"\n---\n" + body);
    }

    Texts with(String path, String content) {
        files.add(new RuleFile(path, content));
        return this;
    }

    ReadTemplates.Read read() {
        return ReadTemplates.read(files);
    }

    /** Diagnostics as they are printed. */
    List<String> problems() {
        return read().problems().stream().map(Diagnostic::print).toList();
    }

    TemplateCatalogue catalogue() {
        ReadTemplates.Read read = read();
        if (!read.problems().isEmpty()) {
            throw new AssertionError(problems());
        }
        return read.catalogue();
    }

    Rendered.Mail to(TemplateValues values) {
        return catalogue().mail("hello", values.client().language(), values);
    }

    static TemplateValues anna() {
        return client("Anna", "lv-LV");
    }

    static TemplateValues nobody() {
        return client(null, null);
    }

    static TemplateValues client(@Nullable String firstName, @Nullable String language) {
        var client = new OfClient(
                firstName, null, language, null, LocalDate.of(2026, 9, 1), 3, null, Map.of("hairType", "curly"));
        return new TemplateValues(NOW, RIGA, client, SALON).withLinks(links());
    }

    static Links links() {
        return new Links(
                "https://liepa.example/book?a=1&b=2", "https://r.example/u/1", "https://r.example/p/1", null, null);
    }

    static OfBooking cut() {
        return new OfBooking(
                "Cut",
                "Ieva",
                Instant.parse("2026-12-03T12:30:00Z"),
                Instant.parse("2026-12-03T13:30:00Z"),
                RIGA,
                new BigDecimal("45.00"),
                "Centre");
    }

    static OfOffer offer() {
        return new OfOffer(
                new BigDecimal("15.0"),
                null,
                null,
                "ABCD-1234",
                Instant.parse("2026-12-31T21:59:59Z"),
                List.of("Cut", "Color"));
    }
}
