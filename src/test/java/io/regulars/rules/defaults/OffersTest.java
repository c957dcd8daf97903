package io.regulars.rules.defaults;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tables.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tables/offers.xlsx}: which offer wins back whom. */
class OffersTest {
    private final RulesTester rules = rules("tables/offers.xlsx");

    @ParameterizedTest
    @CsvSource({
        // category, spend, campaign
        "color, 500.00, win-back-best",
        "color, 499.99, win-back-color",
        "color, 150.00, win-back-color",
        "color, 149.99, win-back",
        "body, 500.00, win-back-best",
        "body, 499.99, win-back-body",
        "body, 150.00, win-back-body",
        "body, 149.99, win-back",
        "nails, 500.00, win-back-best",
        "nails, 499.99, win-back",
        "nails, 0.00, win-back",
    })
    void theOfferFollowsFromCategoryAndSpend(String category, String spend, String campaign) {
        for (String segment : new String[] {"reactivation", "lapsed"}) {
            rules.given(spent(category, spend)).at("2026-06-10").enters(segment).starts(campaign);
        }
    }

    @Test
    void whoMostlyComesForSomethingElseIsOfferedThat() {
        var both = client().service("color-1", "color", "0.00")
                .service("massage", "body", "0.00")
                .visit("2026-01-01T10:00", "color-1", "200.00")
                .visit("2026-01-02T10:00", "massage", "50.00")
                .visit("2026-01-03T10:00", "massage", "50.00");

        rules.given(both).at("2026-06-10").enters("lapsed").starts("win-back-body");
    }

    @Test
    void whoNeverCameIsOfferedWhatAnybodyIs() {
        rules.given(client()).at("2026-06-10").enters("reactivation").starts("win-back");
    }

    @Test
    void eachSegmentEnteredIsAStartOfItsOwn() {
        rules.given(spent("color", "200.00"))
                .at("2026-06-10")
                .enters("reactivation", "lapsed")
                .starts("win-back-color", "win-back-color");
    }

    @Test
    void otherSegmentsStartNothing() {
        rules.given(spent("color", "900.00"))
                .at("2026-06-10")
                .enters("overdue", "at-risk")
                .startsNothing();
    }

    @Test
    void theReasonSaysWhatTheRowAsked() {
        rules.given(spent("color", "200.00"))
                .at("2026-06-10")
                .enters("lapsed")
                .starts("win-back-color")
                .because("favouriteCategory is color and spend is 200 and the client came into lapsed");
    }

    @Test
    void theCsvInTheLibraryIsTheSameTable() throws IOException {
        assertThat(drl("rules/tables/offers.xlsx")).isEqualTo(drl("rules/library/tables/offers.csv"));
    }

    private static String drl(String path) throws IOException {
        var problems = new DiagnosticCollector();
        String drl = new TableReader(problems)
                .read(new RuleFile(path, Files.readAllBytes(Path.of(path))))
                .drl()
                .content();
        assertThat(problems.all()).isEmpty();
        assertThat(drl).isNotBlank();
        return drl;
    }

    private static Clients spent(String category, String spend) {
        return client().service("service", category, "0.00").visit("2026-01-01T10:00", "service", spend);
    }
}
