package io.regulars.releases.lint;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.history.Activity;
import io.regulars.preview.CountTexts;
import io.regulars.preview.OccurringTexts;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of rules that a business does not have, told with those that it has. */
class LintWithClientsTest {
    /** Twelve clients: seven of Riga, three of Jelgava, two of nowhere; six of them of Latvia, nobody else's country is known. */
    private static final List<Client> CLIENTS = clients();

    private static List<Client> clients() {
        var all = new ArrayList<Client>();
        for (int i = 0; i < 12; i++) {
            Clients one = client().service("massage", "body", "20")
                    .service("cut", "hair", "10")
                    .service("sauna", "wellness", "10")
                    .visit("2026-01-05", i % 2 == 0 ? "massage" : "cut", "40.00");
            if (i < 10) {
                one.says("city", i < 7 ? "Riga" : "Jelgava");
            }
            if (i < 6) {
                one.says("country", "LV").attribute("hairType", "curly").tag("student");
            }
            one.consent("email", i < 3)
                    .says("source", "instagram")
                    .with(booking("2026-01-20").of("cut").with("KELLY").completed())
                    .activity("2026-01-02", Activity.Type.CUSTOM, Map.of("name", "newsletter-read"))
                    .activity("2026-01-02", Activity.Type.PAGE_VIEWED, Map.of("category", "nails", "brand", "olaplex"));
            all.add(one.at("2026-02-01T12:00"));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "city == \"riga\" ~ holds-for-none: 'city == \"riga\"' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known. Did you mean 'Riga'?",
                "city == \"Jelgva\" ~ holds-for-none: 'city == \"Jelgva\"' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known. Did you mean 'Jelgava'?",
                "city == \"Tallinn\" ~ holds-for-none: 'city == \"Tallinn\"' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known.",
                "city in (\"riga\", \"Tallinn\") ~ holds-for-none: 'city in (\"riga\", \"Tallinn\")' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known. Did you mean 'Riga'?",
                "city in (\"Riga\", \"Jelgva\") ~ unknown-value: None of your 12 clients has 'Jelgva' as city. Did you mean 'Jelgava'?",
                "city str[startsWith] \"Vi\" ~ holds-for-none: 'city str[startsWith] \"Vi\"' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known.",
                "city matches \"V.*\" ~ holds-for-none: 'city matches \"V.*\"' holds for none of your 12 clients; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known.",
                "city != \"riga\" ~ holds-for-all: 'city != \"riga\"' holds for all of your 12 clients of whom it is known, 10; values that occur: Riga 7, Jelgava 3; of 2 clients it is not known. Did you mean 'Riga'?",
                "country not in (\"LV\") ~ holds-for-none: 'country not in (\"LV\")' holds for none of your 12 clients; values that occur: LV 6; of 6 clients it is not known.",
                "occupation == \"teacher\" ~ holds-for-none: 'occupation == \"teacher\"' holds for none of your 12 clients; it is not known of any of them.",
                "source == \"instagram\" ~ holds-for-all: 'source == \"instagram\"' holds for all of your 12 clients; values that occur: instagram 12. It tells nobody apart now.",
                "tags contains \"Student\" ~ holds-for-none: 'tags contains \"Student\"' holds for none of your 12 clients; values that occur: student 6. Did you mean 'student'?",
                "tags not contains \"vip\" ~ holds-for-all: 'tags not contains \"vip\"' holds for all of your 12 clients; values that occur: student 6. It tells nobody apart now.",
                "text(\"hairType\") == \"Curly\" ~ holds-for-none: 'text(\"hairType\") == \"Curly\"' holds for none of your 12 clients; values that occur: curly 6; of 6 clients it is not known. Did you mean 'curly'?",
                "number(\"hairtype\") > 2 ~ unknown-name: No client has the attribute 'hairtype'. Did you mean 'hairType'?",
                "favouriteStaff == \"Kelly\" ~ holds-for-none: 'favouriteStaff == \"Kelly\"' holds for none of your 12 clients; values that occur: KELLY 12. Did you mean 'KELLY'?",
                "booked(\"masage\") == false ~ unknown-name: The business has no service 'masage'. Did you mean 'massage'?",
                "visitsTo(\"Cut\") >= 1 ~ unknown-name: The business has no service 'Cut'. Did you mean 'cut'?",
                "visitsTo(\"nails\") >= 1 ~ unknown-name: The business has no service 'nails'. There are: cut 12, massage 6, color, haircut, sauna.",
                "bookedCategory(\"haire\") ~ unknown-name: The business has no category 'haire'. Did you mean 'hair'?",
                "favouriteCategory == \"Hair\" ~ unknown-name: The business has no category 'Hair'. Did you mean 'hair'?",
                "favouriteService matches \"x.*\" ~ holds-for-none: 'favouriteService matches \"x.*\"' holds for no service of the business. There are: cut 12, massage 6, color, haircut, sauna.",
                "viewed(\"nailz\") ~ unknown-name: The business has no service or category 'nailz'. Did you mean 'nails'?",
                "consents(\"viber\") ~ unknown-name: No client has the channel of consents 'viber'. There are: email 12.",
                "activitiesInLast(\"newsletter-raed\", 30) > 1 ~ unknown-name: No activity 'newsletter-raed' was told so far. Did you mean 'newsletter-read'?",
                "brandViewsInLast(\"Olaplex\", 30) >= 3 ~ unknown-name: No brand 'Olaplex' was told so far. Did you mean 'olaplex'?",
            })
    void whatTheBusinessDoesNotHaveIsTold(String condition, String told) {
        assertThat(ofConditions(condition)).containsExactly(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "city == \"Riga\"",
                "city != \"Riga\"",
                "city in (\"Riga\", \"Tallinn\")",
                "city not in (\"Riga\", \"Tallinn\")",
                "city str[startsWith] \"Ri\"",
                "city matches \"R.*\"",
                "city != null",
                "country == \"LV\"",
                "country in (\"LV\", \"LT\")",
                "tags contains \"student\"",
                "tags not contains \"student\"",
                "text(\"hairType\") == \"curly\"",
                "booked(\"massage\")",
                "booked(\"sauna\")",
                "bookedCategory(\"wellness\")",
                "viewed(\"nails\")",
                "viewed(\"massage\")",
                "redeemed(\"spring-sale\")",
                "consents(\"email\")",
                "activitiesInLast(\"MESSAGE_REPLIED\", 30) >= 1",
                "activitiesInLast(\"newsletter-read\", 30) >= 1",
                "brandViewsInLast(\"kerastase\", 30) >= 3",
                "visits >= 500",
                "stage == LAPSED",
                "csatGroup == SATISFIED",
            })
    void whatItHasAndWhatMayYetBeIsNot(String condition) {
        assertThat(ofConditions(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "exists Booking( staff == \"KELY\" ) ~ holds-for-none: 'staff == \"KELY\"' holds for none of your 24 bookings; values that occur: KELLY 12; of 12 bookings it is not known. Did you mean 'KELLY'?",
                "not Booking( service == \"cuts\" ) ~ unknown-name: The business has no service 'cuts'. Did you mean 'cut'?",
                "accumulate( Booking( channel == \"web\" ); $n : count(); $n > 1 ) ~ holds-for-none: 'channel == \"web\"' holds for none of your 24 bookings; it is not known of any of them.",
            })
    void bookingsAreLookedAtToo(String pattern, String told) {
        assertThat(of("rule \"r\" when $c: Client() " + pattern + " then segments.assign($c, \"s\"); end"))
                .containsExactly(told);
    }

    @Test
    void whatHappensIsComparedWithWhatTheBusinessHas() {
        assertThat(
                        of(
                                "rule \"r\" when $c: Client() Trigger( kind == BOOKED, service == \"masage\" ) then tags.add($c, \"t\"); end"))
                .containsExactly("unknown-name: The business has no service 'masage'. Did you mean 'massage'?");
        assertThat(
                        of(
                                "rule \"r\" when $c: Client() Trigger( activityName == \"newsletter-reed\" ) then tags.add($c, \"t\"); end"))
                .containsExactly(
                        "unknown-name: No activity 'newsletter-reed' was told so far. Did you mean 'newsletter-read'?");
        assertThat(
                        of(
                                "rule \"r\" when $c: Client( $i : text(\"hairtype\") ) then segments.assign($c, \"hair:\" + $i); end"))
                .containsExactly("unknown-name: No client has the attribute 'hairtype'. Did you mean 'hairType'?");
    }

    @Test
    void ofARowItIsToldAtTheCellAndWhatIsToldAlreadyIsNotToldAgain() {
        String table = """
                RuleTable Perks,,,
                NAME,CONDITION,ACTION
                ,$c : Client,
                ,city ==,"segments.assign($c, ""$param"");"
                Perk,City,Segment
                first,Riga,a
                second,riga,b
                """;
        List<Diagnostic> warnings = warnings(new RuleFile("tables/t.csv", table));
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.print())
                        .startsWith("tables/t.csv [B7]: warning: 'city == \"riga\"' holds for none"));
        assertThat(LintWithClients.check(
                        asked(new RuleFile("tables/t.csv", table)),
                        occurring(asked(new RuleFile("tables/t.csv", table)), CLIENTS),
                        warnings))
                .isEmpty();
    }

    @Test
    void ofABusinessWithoutClientsNothingIsSaid() {
        var asked = asked(new RuleFile("test.drl", rule("city == \"riga\", booked(\"masage\")")));
        assertThat(LintWithClients.check(asked, occurring(asked, List.of()), List.of()))
                .isEmpty();
    }

    private static String rule(String conditions) {
        return "rule \"r\" when $c: Client( " + conditions + " ) then segments.assign($c, \"s\"); end";
    }

    private static List<String> ofConditions(String conditions) {
        return of(rule(conditions));
    }

    private static List<String> of(String drl) {
        return warnings(new RuleFile("test.drl", drl)).stream()
                .map(warning -> (warning.code() + ": " + warning.message() + " " + warning.hint()).strip())
                .toList();
    }

    private static List<Diagnostic> warnings(RuleFile file) {
        List<AskedText> asked = asked(file);
        return LintWithClients.check(asked, occurring(asked, CLIENTS), List.of());
    }

    private static List<AskedText> asked(RuleFile file) {
        return ((Compilation.Compiled) CompileRules.compile(List.of(file)))
                .rules()
                .askedTexts();
    }

    private static Map<Subject, OccurringTexts> occurring(List<AskedText> asked, List<Client> clients) {
        var counted = new CountTexts(asked.stream().map(AskedText::subject).toList());
        clients.forEach(counted::add);
        return counted.in(CLIENTS.getFirst().business());
    }
}
