package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.RandomClients;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the lint says of random rules is true of random clients. */
@Tag("slow")
class LintSoundnessTest {
    private static final List<String> LEAVES = List.of(
            "visits >= %d",
            "visits < %d",
            "visits == %d",
            "visits in (%d, 2, 5)",
            "noShows + lateCancellations > %d",
            "spendInLast(90) > %d0",
            "spendInLast(90) <= %d0",
            "age >= %d",
            "age == null",
            "age != null",
            "lastCsat <= %d",
            "lastCsat > %d",
            "previousCsat < %d",
            "csatGroup == SATISFIED",
            "csatGroup not in (SATISFIED, NEUTRAL)",
            "morningShare > 0.%d",
            "morningShare <= 0.%d",
            "favouriteStaff == \"KELLY\"",
            "favouriteStaff in (\"KELLY\", \"ANNA\")",
            "favouriteStaff not in (\"KELLY\", \"MARTA\")",
            "favouriteStaff str[startsWith] \"K\"",
            "booked(\"massage\")",
            "booked(\"massage\") == false",
            "lastVisitOn >= \"2025-0%d-01\"",
            "lastVisitOn < \"2025-0%d-01\"",
            "lastCsat >= previousCsat",
            "visits == 0",
            "stage == LEAD",
            "stage in (NEW, REGULAR)",
            "stage != LAPSED",
            "overdueFactor >= 1.%d",
            "daysSinceLastVisit >= %d0",
            "daysSinceLastVisit < %d0",
            "csatGroup == NEUTRAL",
            "favouriteWeekday == \"MONDAY\"",
            "viewed(\"hair\")",
            // where one is never more than another
            "visitsInLast(%d) >= %<d",
            "visitsInLast(%d) > visitsInLast(90)",
            "visitsInLast(90) >= visitsInLast(%d0)",
            "visitsInLast(90) - visitsInLast(%d) >= 0",
            "visitsInLast(30) / visitsInLast(%d00) > 1",
            "visitsInLast(30) > visitsInLast(%d0) * 2",
            "visitsInLast(90) <= visits",
            "visits < %d",
            "visits > completedBookings",
            "visitsInLast(365) >= %d",
            "visitsInLast(90) < %d",
            "visitsInLast(90) == %d",
            "bookingsInLast(%d00) > bookings",
            "noShowsInLast(%d00) < noShows",
            "lateCancellations <= cancellations",
            "visitsTo(\"massage\") > visits",
            "visitsToServiceInLast(\"massage\", %d0) >= visitsTo(\"massage\")",
            "visitsToCategoryInLast(\"hair\", 90) > visitsInLast(%d00)",
            "daysSinceFirstVisit < %d0",
            "daysSinceFirstVisit >= daysSinceLastVisit",
            "firstVisitOn <= lastVisitOn",
            "firstVisitOn >= \"2025-0%d-01\"",
            "visitsBetween(\"2025-03-01\", \"2025-05-01\") > visitsBetween(\"2025-01-01\", \"2025-12-31\")",
            "pagesViewedInLast(%d0) <= pagesViewedInLast(100)",
            "secondsOnPagesInLast(%d) > secondsOnPagesInLast(400)",
            "itemsViewedInLast(%d0) > itemsViewedInLast(100)",
            "returnDaysInLast(%d) <= %<d",
            "abandonedBookingsInLast(%d00) < abandonedBookingsInLast(900)",
            "visits / 0 > %d",
            "!(visits %% 0 == %d)");
    private static final Pattern ADDS_NOBODY =
            Pattern.compile("The rule '(\\d+)' (?:adds nobody: whoever it is for,|says the same as) '(\\d+)'.*");

    @Test
    void whatIsSaidOfRandomRulesIsTrueOfRandomClients() {
        int told = 0;
        for (long seed = 1; seed <= 12; seed++) {
            told += check(seed);
        }
        assertThat(told).isGreaterThan(200);
    }

    private static int check(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append("rule \"%d\" when $c: Client( %s ) then segments.assign($c, \"s%d\"); end%n"
                    .formatted(i, condition(random, 2), i));
            text.append("rule \"%d\" when $c: Client( %s ) then segments.assign($c, \"all\"); end%n"
                    .formatted(1_000 + i, condition(random, 1)));
        }
        String alone = text.toString()
                .replaceAll(
                        "rule \"(1\\d{3})\" (.*) segments.assign\\(\\$c, \"all\"\\)",
                        "rule \"$1\" $2 segments.assign(\\$c, \"s$1\")");
        var written = compiled(text.toString());
        RuleSet rules = compiled(alone).rules();
        List<Set<String>> held = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Client client = new RandomClients(random).next().at("2025-11-01T12:00");
            var names = new HashSet<String>();
            rules.segments(client).forEach(assignment -> names.add(assignment.segment()));
            held.add(names);
        }
        List<Diagnostic> warnings = written.lint().get();
        for (Diagnostic warning : warnings) {
            check(warning, held, seed);
        }
        return warnings.size();
    }

    private static void check(Diagnostic warning, List<Set<String>> held, long seed) {
        String what = "seed " + seed + ": " + warning.print();
        Matcher rule = Pattern.compile("'s?(\\d+)'").matcher(warning.message());
        boolean named = rule.find();
        String segment = named ? "s" + rule.group(1) : "";
        switch (warning.code()) {
            case "never-true", "unreachable" -> {
                if (warning.message().startsWith("The rule")) {
                    assertThat(held).as(what).noneMatch(names -> names.contains(segment));
                }
            }
            case "always-true" -> assertThat(held).as(what).allMatch(names -> names.contains(segment));
            case "shadowed", "duplicate" -> {
                Matcher pair = ADDS_NOBODY.matcher(warning.message());
                assertThat(pair.matches()).as(what).isTrue();
                assertThat(held)
                        .as(what)
                        .allMatch(names -> !names.contains("s" + pair.group(1)) || names.contains("s" + pair.group(2)));
            }
            case "same-members" -> {
                Matcher pair = Pattern.compile(".*'(s\\d+)' and '(s\\d+)'.*").matcher(warning.message());
                if (pair.matches()) {
                    assertThat(held)
                            .as(what)
                            .allMatch(names -> names.contains(pair.group(1)) == names.contains(pair.group(2)));
                }
            }
            default -> {}
        }
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            String leaf = LEAVES.get(random.nextInt(LEAVES.size()));
            return leaf.contains("%d") ? leaf.formatted(1 + random.nextInt(8)) : leaf;
        }
        String first = condition(random, depth - 1);
        return switch (random.nextInt(5)) {
            case 0, 1 -> "(" + first + " && " + condition(random, depth - 1) + ")";
            case 2, 3 -> "(" + first + " || " + condition(random, depth - 1) + ")";
            default -> "!(" + first + ")";
        };
    }

    private static Compilation.Compiled compiled(String drl) {
        var compilation = CompileRules.compile(List.of(new RuleFile("test.drl", drl)));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return (Compilation.Compiled) Objects.requireNonNull(compilation);
    }
}
