package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of another form or scale than what they are compared with, and alternatives and events that exclude nothing or each other. */
class LintOfValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // texts of other languages
                "city matches \"Ri*\" ~ whole-text ~ Write matches \"Ri.*\".",
                "city matches \"Ri%\" ~ whole-text ~ Write matches \"Ri.*\".",
                "city not matches \"New *\" ~ whole-text ~ Write matches \"New .*\".",
                "city matches \"ig\" ~ whole-text ~ Write == \"ig\", or matches \".*ig.*\" for texts that have it in them.",
                "city matches \"^Ri\" ~ whole-text ~ Write == \"Ri\", or matches \"Ri.*\" for texts that have it in them.",
                "city matches \"ga$\" ~ whole-text ~ Write == \"ga\", or matches \".*ga\" for texts that have it in them.",
                "city matches \"/Ri.*/\" ~ whole-text ~ Write matches \"Ri.*\".",
                "postcode str[startsWith] \"LV-10*\" ~ wildcard ~ Write \"LV-10\".",
                "postcode str[startsWith] \"LV-10.*\" ~ wildcard ~ Write \"LV-10\".",
                "city str[startsWith] \"Ri%\" ~ wildcard ~ Write \"Ri\".",
                "city str[endsWith] \"*ga\" ~ wildcard ~ Write \"ga\".",
                "city == \"Ri*\" ~ wildcard ~ Write city str[startsWith] \"Ri\".",
                "city in (\"Riga\", \"*ava\") ~ wildcard ~ Write city str[endsWith] \"ava\".",
                "city != \"%ig%\" ~ wildcard ~ Write city matches \".*ig.*\".",
                "booked(\"mass*\") ~ wildcard ~ Names in brackets are whole; write one condition for each, joined by ||.",
                "tags contains \"vip*\" ~ wildcard ~ Tags are compared as a whole; write one condition for each, joined by ||.",
                "city == \"Riga|Vilnius\" ~ one-text ~ Several are: city in (\"Riga\", \"Vilnius\").",
                "city == \"Riga \" ~ blank-at-the-end ~ Write \"Riga\".",
                "tags contains \" student\" ~ blank-at-the-end ~ Write \"student\".",
                "visitsTo(\"cut \") >= 1 ~ blank-at-the-end ~ Write \"cut\".",
                "city == \"\" ~ empty-text ~ Write city == null, or city != null.",
                // codes
                "country == \"Latvia\" ~ country-code ~ Did you mean 'LV'?",
                "country in (\"LV\", \"lt\") ~ country-code ~ Did you mean 'LT'?",
                "country != \"Latvija\" ~ country-code ~ Did you mean 'LV'?",
                "country == \"LVA\" ~ country-code ~ Did you mean 'LV'?",
                "country == \"UK\" ~ country-code ~ Did you mean 'GB'?",
                "country == \"Narnia\" ~ country-code ~ Write one such as \"LV\".",
                "country str[startsWith] \"Lat\" ~ country-code ~ Write one such as \"LV\".",
                "language == \"Latvian\" ~ language-code ~ Did you mean 'lv'?",
                "birthday == \"17.05\" ~ birthday-form ~ Did you mean '05-17'?",
                "birthday == \"17.05.1990\" ~ birthday-form ~ Did you mean '05-17'?",
                "birthday == \"5-17\" ~ birthday-form ~ Did you mean '05-17'?",
                "birthday == \"17-05\" ~ birthday-form ~ Did you mean '05-17'?",
                "birthday in (\"1990-05-17\", \"05-18\") ~ birthday-form ~ Did you mean '05-17'?",
                "birthday == \"02-30\" ~ birthday-form ~ Write \"05-17\" for the 17th of May, and str[startsWith] \"05-\" for May.",
                "birthday == \"31-06\" ~ birthday-form ~ Write \"05-17\" for the 17th of May, and str[startsWith] \"05-\" for May.",
                "birthday == \"May 17\" ~ birthday-form ~ Write \"05-17\" for the 17th of May, and str[startsWith] \"05-\" for May.",
                "birthday str[startsWith] \"5-\" ~ birthday-form ~ Write \"05-17\" for the 17th of May, and str[startsWith] \"05-\" for May.",
                "consents(\"e-mail\") ~ unknown-channel ~ Did you mean 'email'?",
                "consents(\"SMS\") == true ~ unknown-channel ~ Did you mean 'sms'?",
                "activitiesInLast(\"PAGE_VIEW\", 30) >= 1 ~ unknown-activity ~ Did you mean 'PAGE_VIEWED'?",
                "activitiesInLast(\"page_viewed\", 30) >= 1 ~ unknown-activity ~ Did you mean 'PAGE_VIEWED'?",
                // scales
                "spendPercentile >= 0.8 ~ wrong-scale ~ Write spendPercentile >= 80; the top 20 % are spendPercentile > 80.",
                "spendPercentile < 0.2 ~ wrong-scale ~ Write spendPercentile < 20; the top 20 % are spendPercentile > 80.",
                "openRateInLast(90) < 10 ~ wrong-scale ~ 10 % is 0.1.",
                "visitTrend <= 50 ~ wrong-scale ~ 50 % is 0.5.",
                "150 <= overdueFactor ~ wrong-scale ~ 150 % is 1.5.",
                "weekendShare >= 1 ~ wrong-scale ~ 1 is all of them, and 1 % is 0.01; write == 1 if all are meant.",
                "age >= 1990 ~ wrong-scale ~ Nobody is so old; for the year of birth write bornOn >= \"1990-01-01\".",
                "noShowRate > 20 ~ unreachable ~ noShowRate is a share of the whole, 0 to 1. 20 % is 0.2.",
                "spend > 1, morningShare <= 70 ~ idle-condition ~ 70 % is 0.7.",
                // fractions
                "visits >= 2.5 ~ fraction ~ Write visits >= 3.",
                "visits > 2.5 ~ fraction ~ Write visits >= 3.",
                "visits <= 2.5 ~ fraction ~ Write visits <= 2.",
                "visits < 2.5 ~ fraction ~ Write visits < 3.",
                "daysSinceLastVisit >= 59.5 ~ fraction ~ Write daysSinceLastVisit >= 60.",
                "noShows + lateCancellations >= 1.5 ~ fraction ~ Write (noShows + lateCancellations) >= 2.",
                "lastCsat > 8.5 ~ fraction ~ Write lastCsat >= 9.",
                // alternatives
                "city != \"Riga\" || city != \"Vilnius\" ~ idle-alternatives ~ Write && if none of them is meant.",
                "stage != LAPSED || stage != NEW ~ idle-alternatives ~ Write && if none of them is meant.",
                "stage not in (LAPSED, NEW) || stage != ACTIVE ~ idle-alternatives ~ Write && if none of them is meant.",
                "!(city == \"Riga\") || !(city == \"Vilnius\") ~ idle-alternatives ~ Write && if none of them is meant.",
                "lastVisitOn != \"2026-01-01\" || lastVisitOn != \"2026-01-02\" ~ idle-alternatives ~ Write && if none of them is meant.",
                "tags not contains \"a\" || tags not contains \"b\" ~ idle-alternatives ~ Write && if they are to have neither.",
                "!(tags contains \"a\") || tags not contains \"b\" ~ idle-alternatives ~ Write && if they are to have neither.",
                "city not str[startsWith] \"Ri\" || city not str[startsWith] \"Vi\" ~ idle-alternatives ~ Write && if none of them is meant.",
                "visits >= 1, (spend > 100 || spend <= 200) ~ idle-alternatives ~ Take it out, or change the values.",
                // several in one text
                "city == \"Riga,Vilnius\" ~ one-text ~ Several are: city in (\"Riga\", \"Vilnius\").",
                "city != \"Riga, Vilnius\" ~ one-text ~ Several are: city not in (\"Riga\", \"Vilnius\").",
                "city in (\"Riga; Vilnius\", \"Tallinn\") ~ one-text ~ Several are: city in (\"Riga\", \"Vilnius\").",
                "city == \"Riga or Vilnius\" ~ one-text ~ Several are: city in (\"Riga\", \"Vilnius\").",
                "tags contains \"a, b\" ~ one-text ~ Several are: tags contains \"a\" || tags contains \"b\", or && where all are meant.",
                "tags not contains \"a,b\" ~ one-text ~ Several are: tags not contains \"a\" && tags not contains \"b\".",
                "booked(\"massage, color\") ~ one-text ~ Several are: booked(\"massage\") || booked(\"color\").",
                "consents(\"email,sms\") ~ one-text ~ Several are: consents(\"email\") || consents(\"sms\").",
                "text(\"hairType\") == \"curly;straight\" ~ one-text ~ Several are: text(\"hairType\") in (\"curly\", \"straight\").",
                // words for nothing and for anything
                "city == \"null\" ~ placeholder ~ What is not known is null: write city == null.",
                "city != \"NULL\" ~ placeholder ~ What is not known is null: write city != null.",
                "city in (\"Riga\", \"none\") ~ placeholder ~ What is not known is null: write city == null.",
                "city == \"N/A\" ~ placeholder ~ What is not known is null: write city == null.",
                "text(\"allergy\") == \"undefined\" ~ placeholder ~ What is not known is null: write text(\"allergy\") == null.",
                "city == \"any\" ~ placeholder ~ If it does not matter, leave the condition out; any value at all is city != null.",
                "city == \"*\" ~ placeholder ~ If it does not matter, leave the condition out; any value at all is city != null.",
                "tags contains \"null\" ~ placeholder ~ A set of texts is never unknown; leave the condition out if it does not matter.",
                "city == \"  \" ~ empty-text ~ Write city == null, or city != null.",
                "city str[startsWith] \"\" ~ empty-text ~ Write city != null.",
                "city contains \"\" ~ empty-text ~ Write city != null.",
                "city contains \"R[iī]ga\" ~ regular-expression-as-text ~ Write city matches \".*R[iī]ga.*\".",
                "stage contains \"risk\" ~ unknown-value ~ It is one of LAPSED, AT_RISK, NEW, REGULAR, ACTIVE, LEAD.",
                "city matches \"\" ~ whole-text ~ Write == null for what is not known.",
                "city matches \".*\" ~ whole-text ~ Write != null.",
                // signs that stand for other texts elsewhere
                "postcode str[startsWith] \"LV-10%\" ~ wildcard ~ Write \"LV-10\".",
                "postcode str[startsWith] \"10?\" ~ wildcard ~ Write \"10\".",
                "postcode str[endsWith] \"%10\" ~ wildcard ~ Write \"10\".",
                "postcode str[startsWith] \"LV-[0-9]\" ~ regular-expression-as-text ~ Write postcode matches \"LV-[0-9].*\".",
                "city not str[startsWith] \"^Ri\" ~ regular-expression-as-text ~ Write \"Ri\".",
                "city == \"[Rr]iga\" ~ regular-expression-as-text ~ Write city matches \"[Rr]iga\".",
                "city == \"/Riga/\" ~ regular-expression-as-text ~ Write \"Riga\".",
                "city matches \"Ri%|Ta%\" ~ whole-text ~ Write matches \"Ri.*|Ta.*\".",
                "city matches \"LV-10??\" ~ whole-text ~ Write matches \"LV-10..\".",
                "city matches \"/riga/i\" ~ whole-text ~ Write matches \"(?i)riga\".",
                "city matches \"^Riga$\" ~ whole-text ~ Write == \"Riga\".",
                "city == \"$param\" ~ place-in-text ~ Write the text itself; only tables have places that their cells fill.",
                "city == \"${city}\" ~ place-in-text ~ Put a bound value beside the text: $city.",
                // values of which all are known
                "country matches \"lv|lt\" ~ country-code ~ Write country in (\"LV\", \"LT\").",
                "country not matches \"Latvia|EE\" ~ country-code ~ Write country not in (\"LV\", \"EE\").",
                "country matches \"l[vt]\" ~ country-code ~ Write it in capitals: \"L[VT]\".",
                "stage matches \"new\" ~ unknown-value ~ Write stage == \"NEW\".",
                "stage str[startsWith] \"at\" ~ unknown-value ~ It is one of LAPSED, AT_RISK, NEW, REGULAR, ACTIVE, LEAD.",
                "favouriteWeekday matches \"Sat.*\" ~ unknown-value ~ Write it in capitals: \"SAT.*\".",
                "birthday matches \"17.*\" ~ birthday-form ~ Write \"05-.*\" for May, \".*-17\" for the 17th of any month.",
                // what can be more than what
                "visitsInLast(30) > visitsInLast(90) ~ unreachable ~ visitsInLast(30) is never more than visitsInLast(90).",
                "visitsInLast(90) < visitsInLast(30) ~ unreachable ~ visitsInLast(30) is never more than visitsInLast(90).",
                "visits < visitsInLast(365) ~ unreachable ~ visitsInLast(365) is never more than visits.",
                "noShowsInLast(30) > noShows ~ unreachable ~ noShowsInLast(30) is never more than noShows.",
                "visitsInLast(30) / visitsInLast(90) > 1 ~ unreachable ~ visitsInLast(30) is never more than visitsInLast(90).",
                "visitsInLast(90) - visitsInLast(30) < 0 ~ unreachable ~ visitsInLast(30) is never more than visitsInLast(90).",
                "lastVisitOn < firstVisitOn ~ unreachable ~ firstVisitOn is never after lastVisitOn.",
                "visitsInLast(7) > 7 ~ unreachable ~ visitsInLast(7) is a count of days, 0 to 7.",
                "visitsInLast(30) >= 3, visitsInLast(90) < 3 ~ never-true ~ visitsInLast(30) is never more than visitsInLast(90).",
                "visits < 2, visitsInLast(30) >= 3 ~ never-true ~ visitsInLast(30) is never more than visits.",
                "visits > 3, visitsInLast(90) >= visitsInLast(30) ~ idle-condition ~ visitsInLast(30) is never more than visitsInLast(90). Take it out, or exchange the two.",
                "spendInLast(30) > spendInLast(90) ~ shorter-period ~ Exchange the two, or compare the shorter one with a part: spendInLast(30) > spendInLast(90) / 2.",
                "visitsInLast(0) >= 3 ~ empty-period ~ Today alone is visitsInLast(1).",
                "spend / 0 > 1 ~ unreachable ~ Nothing is divided by 0: what would come out is unknown, and matches nothing. Write another divisor.",
                "visits > 3, spend > 100 / (2 - 2) ~ unreachable ~ Nothing is divided by 0: what would come out is unknown, and matches nothing. Write another divisor.",
                "visits > 3 || visits % 0 == 1 ~ never-true ~ Nothing is divided by 0: what would come out is unknown, and matches nothing. Write another divisor.",
                // what excludes each other by the meaning of words
                "visits == 0, morningShare >= 0.5 ~ never-true ~ morningShare is unknown without a visit.",
                "visits < 3, overdueFactor >= 1.5 ~ never-true ~ overdueFactor is unknown under 3 visits.",
                "visits == 0, daysSinceLastVisit >= 60 ~ never-true ~ daysSinceLastVisit is unknown without a visit.",
            })
    void whatIsSurelyNotMeantIsToldWithWhatToWrite(String condition, String code, String hint) {
        List<Diagnostic> warnings = LintTester.ofConditions(condition).stream()
                .filter(warning -> !warning.code().equals("demographics-alone"))
                .toList();

        assertThat(warnings).as(condition).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(code);
            assertThat(warning.hint()).isEqualTo(hint);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "city matches \"R.*\"",
                "city not matches \"New .*\"",
                "postcode matches \"LV-1[0-9]{3}\"",
                "city matches \"Riga|Vilnius\"",
                "city matches \"colou?r\"",
                "city matches \"(?i)riga\"",
                "city matches \"^Ri.*$\"",
                "city str[startsWith] \"New \"",
                "city str[endsWith] \" City\"",
                "postcode str[startsWith] \"LV-10\"",
                "tags contains \"20%\"",
                "city == \"Washington, D.C.\"",
                "city == \"Paris, France\"",
                "booked(\"Cut, color and blow-dry\")",
                "city == \"Riga/Vilnius\"",
                "city == \"Rock and Roll\"",
                "text(\"allergy\") == \"none\"",
                "gender == \"unknown\"",
                "lastName == \"None\"",
                "tags contains \"[vip]\"",
                "tags contains \"5+ visits\"",
                "tags contains \"20$\"",
                "source == \"/booking/\"",
                "city matches \"Rigas?\"",
                "city matches \"20%|30%\"",
                "country matches \"LV|LT\"",
                "country matches \"(?i)lv\"",
                "stage matches \"AT.*\"",
                "birthday matches \"05-..\"",
                "visitsInLast(30) >= visitsInLast(90)",
                "visitsInLast(30) * 3 > visitsInLast(90)",
                "visitsInLast(30) / visitsInLast(90) > 0.5",
                "visitsInLast(90) / visitsInLast(30) > 2",
                "spendInLast(30) > spendInLast(90) / 2",
                "visitsInLast(7) >= 7",
                "visitsInLast(30) == 0, visitsInLast(90) > 0",
                "visits >= 3, visitsInLast(90) == 0",
                "daysSinceFirstVisit > 30, daysSinceLastVisit < 60",
                "visitsToServiceInLast(\"cut\", 30) > visitsToServiceInLast(\"color\", 90)",
                "spend / visits > 10",
                "tags contains \"5*****\"",
                "city == \"New York, NY\"",
                "city in (\"Riga\", \"Vilnius\")",
                "country in (\"LV\", \"LT\")",
                "country != \"GB\"",
                "country str[startsWith] \"L\"",
                "country > \"LV\"",
                "language == \"lv\" || language == \"en-GB\" || language == \"LV\"",
                "birthday == \"05-17\"",
                "birthday == \"02-29\"",
                "birthday str[startsWith] \"05-\"",
                "birthday str[endsWith] \"-17\"",
                "birthday >= \"05-01\", birthday < \"06-01\"",
                "consents(\"email\")",
                "consents(\"viber\") == false",
                "activitiesInLast(\"MESSAGE_REPLIED\", 30) >= 1",
                "activitiesInLast(\"newsletter-read\", 30) >= 1",
                "activitiesInLast(\"referral\", 30) >= 1",
                "spendPercentile > 80",
                "spendPercentile <= 1",
                "spendPercentile > 99.5",
                "openRateInLast(90) < 0.1",
                "openRateInLast(90) >= 1.5",
                "visitTrend >= 2",
                "overdueFactor >= 1.5",
                "weekendShare == 1",
                "weekendShare >= 0.5",
                "age >= 100",
                "usualIntervalDays <= 30.5",
                "spend >= 99.50",
                "visitsPerMonth >= 1.5",
                "averageOrderValue > 0.5",
                "city != \"Riga\" && city != \"Vilnius\"",
                "city != \"Riga\" || visits > 2",
                "city == \"Riga\" || city == \"Vilnius\"",
                "stage != LAPSED, stage != NEW",
                "tags not contains \"a\", tags not contains \"b\"",
                "tags contains \"a\" || tags contains \"b\"",
                "tags not contains \"a\" || visits > 2",
                "city not str[startsWith] \"Ri\" || city not str[endsWith] \"ga\"",
                "city not str[startsWith] \"Ri\" || city not str[startsWith] \"Rig\"",
                "visits == 0, morningShare == null",
                "visits >= 3, overdueFactor >= 1.5",
                "visits < 3 || overdueFactor >= 1.5",
                "csatGroup == SATISFIED, lastCsat == 10",
                "stage == LEAD, visits == 0",
            })
    void whatMayWellBeMeantIsNot(String condition) {
        assertThat(LintTester.ofConditions(condition))
                .filteredOn(warning -> !warning.code().equals("demographics-alone"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Trigger( kind == BOOKED, score <= 6 ) ~ Trigger.score tells of SURVEY.",
                "Trigger( kind == COMPLETED, late == true ) ~ Trigger.late tells of RESCHEDULED, CANCELLED.",
                "Trigger( kind == NO_SHOW, late ) ~ Trigger.late tells of RESCHEDULED, CANCELLED.",
                "Trigger( kind == SURVEY, service == \"cut\" ) ~ Trigger.service tells of BOOKED, RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW.",
                "Trigger( kind in (BOOKED, CANCELLED), stars < 3 ) ~ Trigger.stars tells of ACTIVITY.",
                "Trigger( kind == REGISTERED, channel == \"web\" ) ~ Trigger.channel tells of BOOKED, RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW, ACTIVITY.",
                "Trigger( score <= 6, service == \"cut\" ) ~ Trigger.score tells of SURVEY. Trigger.service tells of BOOKED, RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW.",
                "Trigger( kind != SURVEY, surveyKind == NPS ) ~ Trigger.surveyKind tells of SURVEY.",
                "Entered( segment == \"x\" ) Left( segment == \"x\" ) ~ Write two rules, or ask for another segment.",
                "Member( segment == \"x\" ) Left( segment == \"x\" ) ~ Write two rules, or ask for another segment.",
                "Client( id != $c.id ) Trigger( kind == BOOKED ) ~ A rule is about one client, whom all its Client( … ) match. Who ranks how by spend asks spendPercentile.",
                "Client( this != $c ) Trigger( kind == BOOKED ) ~ A rule is about one client, whom all its Client( … ) match. Who ranks how by spend asks spendPercentile.",
                "Client( city == $c.city, spend > $c.spend ) Trigger( kind == BOOKED ) ~ A rule is about one client, whom all its Client( … ) match. Who ranks how by spend asks spendPercentile.",
                "Client( visits > 3 ) Client( visits < 3 ) Trigger( kind == BOOKED ) ~ A client of whom Trigger.kind is \"BOOKED\" and visits is 4 does not fulfil 'visits < 3'.",
                "exists Booking( status == COMPLETED, upcoming ) Trigger( kind == BOOKED ) ~ A booking is upcoming while its status is BOOKED.",
                "Booking( upcoming, daysAgo > 3 ) Trigger( kind == BOOKED ) ~ A booking is upcoming while its status is BOOKED.",
            })
    void anEventOrAFactThatCannotBeIsTold(String patterns, String hint) {
        assertThat(ofEvent(patterns)).singleElement().satisfies(warning -> {
            assertThat(warning.message()).contains("'r' can never be true: ");
            assertThat(warning.hint()).isEqualTo(hint == null ? "" : hint);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Trigger( kind == SURVEY, score <= 6 )",
                "Trigger( score <= 6 )",
                "Trigger( kind == CANCELLED, late == true, category == \"massage\" )",
                "Trigger( kind == COMPLETED, late == false )",
                "Trigger( kind == BOOKED, score == null )",
                "Trigger( kind == ACTIVITY, activityType == \"REVIEW_LEFT\", stars <= 2 )",
                "Trigger( kind == BOOKED || score <= 6 )",
                "Trigger( kind == BOOKED, channel == \"web\" )",
                "Entered( segment == \"x\" ) Left( segment == \"y\" )",
                "Entered( segment == \"x\" ) Member( segment == \"x\" )",
                "Entered( segment in (\"x\", \"y\") ) Left( segment in (\"x\", \"y\") )",
                "Entered( segment == \"x\" ) not Left( segment == \"x\" )",
                "Client( this == $c, visits > 3 ) Trigger( kind == BOOKED )",
                "Client( city == $c.city ) Trigger( kind == BOOKED )",
                "exists Booking( status == BOOKED, upcoming ) Trigger( kind == BOOKED )",
                "exists Booking( status == COMPLETED || upcoming ) Trigger( kind == BOOKED )",
                "$a : Booking( status == COMPLETED ) Booking( this != $a, service == $a.service ) Trigger( kind == BOOKED )",
            })
    void anEventThatMayBeIsNot(String patterns) {
        assertThat(ofEvent(patterns)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"$param\" ~ Write the text itself; only tables have places that their cells fill.",
                "\"city:$1\" ~ Write the text itself; only tables have places that their cells fill.",
                "\"city:$city\" ~ Put a bound value beside the text: \"city:\" + $city.",
                "\"${city}-fan\" ~ Put a bound value beside the text: $city + \"-fan\".",
                "\"city:{city}\" ~ Bind the value in the 'when' part and put it beside the text: \"city:\" + $city.",
            })
    void aPlaceInANameIsFilledByNothing(String name, String hint) {
        var warnings = LintTester.of(
                "rule \"r\" when $c: Client( visits >= 1, $city : city ) then segments.assign($c, " + name + "); end");

        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("place-in-text");
            assertThat(warning.hint()).isEqualTo(hint);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"vip, gold ~ \"vip\", \"gold\"", "vip;gold ~ \"vip\", \"gold\"", "a|b, c ~ \"a\", \"b\", \"c\""})
    void severalNamesInOneAreTold(String name, String names) {
        var warnings = LintTester.of(
                "rule \"r\" when $c: Client( visits >= 1 ) then segments.assign($c, \"" + name + "\"); end");

        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("one-text");
            assertThat(warning.hint()).isEqualTo("Write a call for each: " + names + ".");
        });
    }

    @Test
    void anHourThatNoDayHasIsTold() {
        assertThat(LintTester.told(LintTester.of("""
                rule "r" when $c: Client( visits > 2 ) exists Booking( startHour > 24 )
                then segments.assign($c, "s"); end
                """)))
                .singleElement()
                .satisfies(told -> assertThat(told).endsWith("Booking.startHour is the hour on the clock, 0 to 23."));
    }

    @Test
    void theHourHasNoMinutesAndActivitiesHaveTypes() {
        assertThat(LintTester.told(ofEvent("Trigger( kind == BOOKED, startHour >= 9.30 )")))
                .containsExactly(
                        "fraction: 'startHour >= 9.3' asks the same as 'Trigger.startHour >= 10': it is the full hour, "
                                + "without minutes. Write Trigger.startHour >= 10, or Trigger.startHour >= 9.");
        assertThat(LintTester.told(ofEvent("Trigger( activityType == \"page_viewed\" )")))
                .containsExactly(
                        "unknown-activity: There is no type of activity 'page_viewed'. Did you mean 'PAGE_VIEWED'?");
        assertThat(LintTester.told(ofEvent("Trigger( kind == BOOKED ) exists Booking( startHour < 9.5 )")))
                .singleElement()
                .satisfies(told -> assertThat(told).contains("startHour < 10, or Booking.startHour < 9"));
        assertThat(LintTester.told(ofEvent("Entered( segment == \"x*\" )")))
                .contains(
                        "wildcard: In 'x*' the sign * stands for itself, not for any text. Write segment str[startsWith] \"x\".");
    }

    @Test
    void thatThereIsNoBookingThatCannotBeIsTrueOfAllAndNothingOfThemIsCounted() {
        assertThat(LintTester.told(LintTester.of("""
                rule "r" when $c: Client( visits > 2 ) not Booking( status == NO_SHOW, upcoming )
                then segments.assign($c, "s"); end
                """)))
                .containsExactly(
                        "idle-condition: 'not Booking(status == \"NO_SHOW\", upcoming)' is true of every client. A booking is "
                                + "upcoming while its status is BOOKED. Take it out.");
        assertThat(LintTester.told(LintTester.of("""
                rule "r" when
                    $c: Client( visits > 2 )
                    accumulate( Booking( status == COMPLETED, upcoming == true, $p : price ); $s : sum($p); $s < 100 )
                then segments.assign($c, "s"); end
                """)))
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith("nothing-counted: Nothing is accumulated"));
    }

    private static List<Diagnostic> ofEvent(String patterns) {
        return LintTester.of("""
                rule "x" when $c: Client( visits >= 1 ) then segments.assign($c, "x"); end
                rule "y" when $c: Client( visits >= 2 ) then segments.assign($c, "y"); end
                rule "r" when $c: Client() %s then tags.add($c, "t"); end
                """.formatted(patterns));
    }
}
