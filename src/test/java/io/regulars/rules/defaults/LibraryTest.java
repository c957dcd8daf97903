package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.history.Activity.Type.OFFER_REDEEMED;
import static io.regulars.facts.history.Activity.Type.PAGE_VIEWED;
import static io.regulars.rules.RulesTester.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules to copy from: they are not on by default. */
class LibraryTest {
    @Test
    void theyAreOff() {
        var library = RulesTester.defaultFiles().stream()
                .filter(file -> file.path().startsWith("library/"))
                .toList();

        assertThat(library).hasSizeGreaterThan(5);
        assertThat(CompileRules.compile(library))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.rules().size()).isZero());
    }

    @Test
    void theyGoWithTheDefaultRulesOnceCopied() {
        List<RuleFile> copied = RulesTester.defaultFiles().stream()
                .filter(file -> !file.path().startsWith("library/tables/")) // twins of tables that run
                .map(file -> new RuleFile(file.path().replaceFirst("^library/", "segments/mine-"), file.bytes()))
                .toList();

        assertThat(CompileRules.compile(copied))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T23:59, false",
        "2026-12-01T00:00, true",
        "2026-12-31T23:59, true",
        "2027-01-01T00:00, false",
    })
    void decemberBuyersSpentSomethingInDecember(String visit, boolean isIn) {
        check(rules("library/calendar.drl").given(client().visit(visit)).at("2027-02-01"), "december-buyers", isIn);
    }

    @Test
    void aReceiptInDecemberCountsTooAndAFreeVisitDoesNot() {
        var calendar = rules("library/calendar.drl");

        calendar.given(client().receipt("2026-12-05", "9.90")).at("2027-02-01").isIn("december-buyers");
        calendar.given(client().visit("2026-12-05", "haircut", "0.00"))
                .at("2027-02-01")
                .isNotIn("december-buyers");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-13, false", "2026-02-14, true", "2026-02-15, false", "2027-02-14, true"})
    void valentineVisitorsCameOnTheDay(String visit, boolean isIn) {
        check(rules("library/calendar.drl").given(client().visit(visit)).at("2027-03-01"), "valentine-visitors", isIn);
    }

    @Test
    void whoRedeemedTheOfferBoughtInTheSale() {
        var calendar = rules("library/calendar.drl");

        calendar.given(client().with(booking("2026-04-01").offer("spring-sale").completed()))
                .at("2026-05-01")
                .isIn("spring-sale");
        calendar.given(client().activity("2026-04-01", OFFER_REDEEMED, Map.of("offer", "spring-sale")))
                .at("2026-05-01")
                .isIn("spring-sale");
        calendar.given(client().with(booking("2026-04-01").offer("autumn-sale").completed()))
                .at("2026-05-01")
                .isNotIn("spring-sale");
    }

    @Test
    void aMidMonthRegularComesOnThe15th() {
        var calendar = rules("library/calendar.drl");

        calendar.given(client().visits("2026-01-15", "2026-02-15"))
                .at("2026-05-01")
                .isNotIn("mid-month-regulars");
        calendar.given(client().visits("2026-01-15", "2026-02-15", "2026-03-02"))
                .at("2026-05-01")
                .isIn("mid-month-regulars");
        calendar.given(client().visits("2026-01-15", "2026-02-02", "2026-03-02"))
                .at("2026-05-01")
                .isNotIn("mid-month-regulars");
        calendar.given(client().visits("2026-01-03", "2026-02-09", "2026-03-15"))
                .at("2026-05-01")
                .isNotIn("mid-month-regulars");
        calendar.given(client().visits("2026-01-02", "2026-02-02", "2026-03-15", "2026-04-15"))
                .at("2026-05-01")
                .isNotIn("mid-month-regulars");
    }

    @ParameterizedTest
    @CsvSource({"149.99, 60.00, false", "150.00, 50.00, true", "150.00, 49.99, false"})
    void highEndBuyersBuyDearAndSpendMuch(String dear, String other, boolean isIn) {
        check(
                rules("library/spending.drl")
                        .given(client().visit("2026-01-01", "color", dear).visit("2026-02-01", "haircut", other))
                        .at("2026-03-01"),
                "high-end-buyers",
                isIn);
    }

    @Test
    void colorEnthusiastsCameThreeTimesForColor() {
        Clients twice = client().visit("2026-01-01T09:00", "color", "60.00")
                .visit("2026-01-01T11:00", "color", "60.00")
                .visit("2026-02-01", "color", "60.00");

        rules("library/spending.drl").given(twice).at("2026-05-01").isNotIn("color-enthusiasts");
        rules("library/spending.drl")
                .given(twice.visit("2026-03-01", "color", "60.00"))
                .at("2026-05-01")
                .isIn("color-enthusiasts");
    }

    @Test
    void researchersReadMuchAndBookNothing() {
        Clients reader = client();
        for (int page = 0; page < 10; page++) {
            reader.activity("2026-01-05", PAGE_VIEWED, Map.of("url", "/" + page, "seconds", 30));
        }

        rules("library/browsing.drl").given(reader).at("2026-01-10").isIn("researchers");
        rules("library/browsing.drl")
                .given(reader.booked("2026-01-20"))
                .at("2026-01-10")
                .isNotIn("researchers");
    }

    @Test
    void nineLongPagesOrTenShortOnesMakeNoResearcher() {
        Clients nine = client();
        Clients hasty = client();
        for (int page = 0; page < 9; page++) {
            nine.activity("2026-01-05", PAGE_VIEWED, Map.of("seconds", 90));
            hasty.activity("2026-01-05", PAGE_VIEWED, Map.of("seconds", 5));
        }

        rules("library/browsing.drl").given(nine).at("2026-01-10").isNotIn("researchers");
        rules("library/browsing.drl")
                .given(hasty.activity("2026-01-05", PAGE_VIEWED, Map.of("seconds", 5)))
                .at("2026-01-10")
                .isNotIn("researchers");
    }

    @Test
    void threeViewsMakeABrandFan() {
        Clients fan = client();
        for (int day = 1; day <= 2; day++) {
            fan.activity("2026-01-0" + day, PAGE_VIEWED, Map.of("brand", "olaplex"));
        }

        rules("library/browsing.drl").given(fan).at("2026-01-10").isNotIn("brand-fans:olaplex");
        rules("library/browsing.drl")
                .given(fan.activity("2026-01-02T09:00", PAGE_VIEWED, Map.of("brand", "olaplex")))
                .at("2026-01-10")
                .isIn("brand-fans:olaplex");
    }

    @Test
    void whoViewsACategoryWithoutBookingItBrowsesIt() {
        Clients browser = client().viewed("2026-01-01", "color");

        rules("library/browsing.drl").given(browser).at("2026-01-10").isIn("category-browsers:color");
        rules("library/browsing.drl")
                .given(browser.with(booking("2026-02-01").of("color")))
                .at("2026-01-10")
                .isNotIn("category-browsers:color");
    }

    @ParameterizedTest
    @CsvSource({
        "2001-06-15, age:25-34, generation:z",
        "2001-06-16, age:under-25, generation:z",
        "1991-06-15, age:35-54, generation:millennial",
        "1991-06-16, age:25-34, generation:millennial",
        "1971-06-15, age:55-and-over, generation:x",
        "1971-06-16, age:35-54, generation:x",
        "1946-01-01, age:55-and-over, generation:boomer",
        "1964-12-31, age:55-and-over, generation:boomer",
        "1965-01-01, age:55-and-over, generation:x",
        "1980-12-31, age:35-54, generation:x",
        "1981-01-01, age:35-54, generation:millennial",
        "1996-12-31, age:25-34, generation:millennial",
        "1997-01-01, age:25-34, generation:z",
        "2012-12-31, age:under-25, generation:z",
    })
    void ageBandsChangeOnTheBirthdayAndGenerationsNever(String born, String age, String generation) {
        rules("library/people.drl").given(client().born(born)).at("2026-06-15").isExactlyIn(age, generation);
    }

    @Test
    void aBirthdayIsSoonFromSevenDaysBeforeUntilItIsOver() {
        rules("library/birthdays.drl")
                .given(client().born("1990-01-03"))
                .at("2026-12-26T23:59:59")
                .isExactlyIn()
                .at("2026-12-27T00:00:00")
                .isExactlyIn("birthday-soon")
                .at("2027-01-03T23:59:59")
                .isExactlyIn("birthday-soon")
                .at("2027-01-04T00:00:00")
                .isExactlyIn();
    }

    @Test
    void nothingIsAssumedOfWhoDoesNotSay() {
        rules("library/people.drl").given(client()).at("2026-06-15").isExactlyIn();
        rules("library/people.drl")
                .given(client().says("gender", "female"))
                .at("2026-06-15")
                .isExactlyIn("gender:female");
    }

    @Test
    void needsAndInterestsAreTagsAndAttributes() {
        rules("library/needs.drl")
                .given(client().tag("sensitive-skin")
                        .attribute("hairType", "curly")
                        .attribute("interest", "yoga"))
                .at("2026-06-15")
                .isExactlyIn("need:sensitive-skin", "need:curly-hair", "interest:yoga");
        rules("library/needs.drl")
                .given(client().tag("student").attribute("hairType", "straight"))
                .at("2026-06-15")
                .isExactlyIn();
    }

    @Test
    void companiesAreToldByTheirAttributes() {
        var companies = rules("library/companies.drl");
        Clients firm = client().attribute("company", "Hotel Riga").attribute("industry", "hospitality");

        companies
                .given(client().attribute("industry", "hospitality"))
                .at("2026-06-15")
                .isExactlyIn();
        companies.given(firm).at("2026-06-15").isExactlyIn("companies", "industry:hospitality");
        companies.given(firm.attribute("employees", 49)).at("2026-06-15").isNotIn("large-companies");
        companies.given(firm.attribute("employees", 50)).at("2026-06-15").isIn("large-companies");
    }

    @Test
    void brandAdvocatesBringOthersOrAreLoyalAndSaySo() {
        var advocates = rules("library/advocates.drl");
        Clients referrer = client().referred("2026-01-01").referred("2026-01-02");
        Clients loyal = client().visits("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04")
                .review("2026-01-05", 5)
                .nps("2026-01-06", 10);

        advocates.given(referrer).at("2026-02-01").isNotIn("brand-advocates");
        advocates.given(referrer.referred("2026-01-03")).at("2026-02-01").isIn("brand-advocates");
        advocates.given(loyal).at("2026-02-01").isNotIn("brand-advocates");
        advocates.given(loyal.visit("2026-01-05")).at("2026-02-01").isIn("brand-advocates");
    }

    private static void check(RulesTester.At at, String segment, boolean isIn) {
        if (isIn) {
            at.isIn(segment);
        } else {
            at.isNotIn(segment);
        }
    }
}
