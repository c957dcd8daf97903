package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.RandomHistories;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Following each segment past what cannot have changed it finds what a look at every moment finds. */
@Tag("slow")
class LongWalkTest {
    private static final int HISTORIES = Boolean.getBoolean("soak") ? 3_000 : 40;

    private static final RuleSet RULES = AllForms.compiled("""
            rule "a1" when $c : Client( visits >= 3 ) then segments.assign($c, "repeat"); end
            rule "a2" when $c : Client( visits == 1 || (visits == 0 && daysSinceRegistration <= 30) ) then segments.assign($c, "new"); end
            rule "a3" when $c : Client( daysSinceLastVisit >= 10 || noShows >= 2 ) then segments.assign($c, "at-risk"); end
            rule "a4" when $c : Client( noShows + lateCancellations >= 2 ) then segments.assign($c, "risk"); end
            rule "a5" when $c : Client( visitsInLast(14) > 2 ) then segments.assign($c, "frequent"); end
            rule "a6" when $c : Client( booked("massage"), spendInLast(20) > 90 ) then segments.assign($c, "spender"); end
            rule "a7" when $c : Client( spendPercentile > 80, visits >= 2 ) then segments.assign($c, "vip"); end
            rule "a8" when $c : Client( morningShare >= 0.4 ) then segments.assign($c, "morning"); end
            rule "a9" when $c : Client( daysSinceLastBooking >= 5, upcomingBookings == 0 ) then segments.assign($c, "asleep"); end
            rule "b1" when $c : Client( upcomingBookings >= 1 ) then segments.assign($c, "ahead"); end
            rule "b2" when $c : Client() Booking( status == COMPLETED, $s : service != null ) then segments.assign($c, "service:" + $s); end
            rule "b3" when $c : Client() Booking( status == COMPLETED, $s : category != null ) then segments.assign($c, "category:" + $s); end
            rule "b4" when $c : Client() exists Booking( status == NO_SHOW, service == "color" ) then segments.assign($c, "missed-color"); end
            rule "b5" when $c : Client() not Booking( status == CANCELLED ) then segments.assign($c, "true"); end
            rule "b6" when $c : Client() exists Booking( daysAgo <= 10, daysAgo >= 0 ) then segments.assign($c, "lately"); end
            rule "b7" when $c : Client( $city : city != null ) then segments.assign($c, "city:" + $city); end
            rule "b8" when $c : Client( stage == "REGULAR" ) then segments.assign($c, "regular"); end
            rule "b9" when $c : Client( favouriteService == "haircut" ) then segments.assign($c, "hair"); end
            rule "c1" when $c : Client( averageOrderValue >= 60 ) then segments.assign($c, "generous"); end
            rule "c2" when $c : Client( visitTrend <= 0.5 || overdueFactor >= 1.5 ) then segments.assign($c, "slower"); end
            rule "c3" when $c : Client( csatGroup == DETRACTOR ) then segments.assign($c, "detractor"); end
            rule "c4" when $c : Client( categoriesViewedNotBookedInLast(30) >= 1 || returnDaysInLast(30) >= 2 ) then segments.assign($c, "browser"); end
            rule "c5" when $c : Client( daysSinceFirstVisit < 20 ) then segments.assign($c, "fresh"); end
            rule "c6" when $c : Client( !(highestPrice < 60) ) then segments.assign($c, "dear"); end
            rule "c7" when $c : Client() $b : Booking( status == COMPLETED ) Booking( this != $b, service == $b.service, status == COMPLETED ) then segments.assign($c, "again"); end
            rule "c8" date-effective "10-Mar-2025" date-expires "20-Apr-2025" when $c : Client( bookings >= 1 ) then segments.assign($c, "spring"); end
            rule "c9" when $c : Client( redeemed("spring") == false, tags contains "student" ) then segments.assign($c, "student"); end
            rule "d1" activation-group "g" when $c : Client( spend >= 100 ) then segments.assign($c, "gold"); end
            rule "d2" activation-group "g" when $c : Client( spend >= 40 ) then segments.assign($c, "silver"); end
            rule "d3" when $c : Client( visitsPerMonth >= 0.5 ) then segments.assign($c, "monthly"); end
            rule "h6" when $c : Client() Survey( score >= 5 ) Booking( late == true || status == NO_SHOW ) then segments.assign($c, "h6"); end
            rule "d4" when $c : Client( consents("email") == true ) then segments.assign($c, "mail"); end
            """);

    @Test
    void whateverIsAskedIsAnsweredAsByALookAtEveryMoment() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            answersAreTheSame(RULES, seed);
        }
    }

    @Test
    void soIsEachFormThatARuleMayHave() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            answersAreTheSame(AllForms.FORMS, seed);
        }
    }

    @Test
    void soIsEachWord() {
        for (int seed = 0; seed < HISTORIES / 2; seed++) {
            answersAreTheSame(AllForms.WORDS, seed);
        }
    }

    /** A cut-off passed what they might have spent by then: the one looks there too, the other knows better. */
    @Test
    void whatIsLookedAtInVainIsNoAnswer() {
        answersAreTheSame(RULES, 2684);
    }

    private static void answersAreTheSame(RuleSet rules, int seed) {
        var random = new Random(seed);
        BusinessSettings business = RandomHistories.business(random);
        History history = new RandomHistories(random, 20 + random.nextInt(80)).next(2 + random.nextInt(40));
        Instant now = Instant.parse("2025-03-10T09:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 90)));
        EvaluationInput input = input(business, history, now, random);
        Set<String> held = names(rules, input.present());
        Set<String> asked = new TreeSet<>(rules.segmentNames());
        asked.addAll(held);
        asked.addAll(List.of("service:haircut", "category:color", "city:Riga"));
        Instant until = random.nextBoolean() ? Instant.MIN : now.minus(Duration.ofHours(random.nextInt(24 * 60)));
        boolean known = random.nextBoolean();

        assertThat(answers(rules, input, asked, held, until, known, 0))
                .as("seed " + seed + " until " + until + " at " + now)
                .isEqualTo(answers(rules, input, asked, held, until, known, Integer.MAX_VALUE));
    }

    /** Empty where it was the same back to the end of the search: since when is then for those to know who asked no further. */
    private static Map<String, Optional<Instant>> answers(
            RuleSet rules,
            EvaluationInput input,
            Set<String> asked,
            Set<String> held,
            Instant until,
            boolean known,
            int longWalk) {
        var walk = new MembershipStarts(rules, input, longWalk);
        for (String segment : asked) {
            if (known) {
                walk.ask(segment, held.contains(segment), until);
            } else {
                walk.askFrom(segment, held.contains(segment), until);
            }
        }
        var changes = input.history().changes();
        Instant first = changes.isEmpty() ? Instant.MAX : changes.first();
        Set<String> before = until.isBefore(first) ? Set.of() : names(rules, input.past(until));
        var answers = new TreeMap<String, Optional<Instant>>();
        walk.go().forEach((segment, found) -> {
            boolean wasSame = !until.isBefore(first) && before.contains(segment) == held.contains(segment);
            answers.put(segment, wasSame && !found.wasOtherwise() ? Optional.empty() : Optional.of(found.moment()));
        });
        return answers;
    }

    private static Set<String> names(RuleSet rules, Client client) {
        return rules.segments(client).stream().map(Assignment::segment).collect(Collectors.toSet());
    }

    /** Cut-offs that move up and down every few days. */
    private static EvaluationInput input(BusinessSettings business, History history, Instant now, Random random) {
        var cut = new Cutoffs.Cut(80_000, true);
        NavigableMap<Instant, Long> moves = new TreeMap<>();
        moves.put(Instant.MIN, 10_000L);
        for (int i = 0; i < 12; i++) {
            moves.put(
                    Instant.parse("2025-02-20T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(60 * 24 * 90))),
                    (long) random.nextInt(40_000));
        }
        PastCutoffs past = new PastCutoffs() {
            @Override
            public Cutoffs at(Instant moment) {
                return new Cutoffs(Map.of(cut, moves.floorEntry(moment).getValue()));
            }

            @Override
            public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
                long[] spent = spends.leastAndMost();
                return moves.subMap(after, false, before, false).entrySet().stream()
                        .filter(move -> {
                            long line = move.getValue();
                            long previous = moves.lowerEntry(move.getKey()).getValue();
                            return Math.min(line, previous) <= spent[1] && Math.max(line, previous) > spent[0];
                        })
                        .map(Map.Entry::getKey)
                        .toList()
                        .reversed()
                        .iterator();
            }
        };
        return new EvaluationInput(
                business, history, PreviousMemberships.NOTHING, List.of(), now, null, past.at(now), past);
    }
}
