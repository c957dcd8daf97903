package io.regulars.arbiter;

import static io.regulars.arbiter.Asking.POLICY;
import static io.regulars.arbiter.Asking.RIGA;
import static io.regulars.arbiter.Asking.about;
import static io.regulars.arbiter.Asking.ask;
import static io.regulars.arbiter.Asking.capped;
import static io.regulars.arbiter.Asking.client;
import static io.regulars.arbiter.Asking.contacts;
import static io.regulars.arbiter.Asking.due;
import static io.regulars.arbiter.Asking.limited;
import static io.regulars.arbiter.Asking.marketing;
import static io.regulars.arbiter.Asking.riga;
import static io.regulars.arbiter.Asking.sent;
import static io.regulars.arbiter.Asking.service;
import static io.regulars.arbiter.Asking.terms;
import static io.regulars.arbiter.Asking.unless;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import io.regulars.arbiter.RecipientFacts.Suppressed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which gate stops an action, and until when. */
class ArbiterTest {
    private static final Instant NOON = riga("2026-11-20T12:00:00"); // a Friday
    private static final Terms WIN_BACK = marketing("win-back", 50);

    @Test
    void whatNothingStopsGoesByTheFirstChannel() {
        assertThat(ask(due(WIN_BACK, NOON), client(1), Contacts.NONE, NOON))
                .isEqualTo(new Verdict.Send("email", "box-1"));
    }

    @Test
    void aTagTaskOrEventIsCarriedOutWhateverTheHour() {
        Instant night = riga("2026-11-20T23:00:00");
        Candidate tag = due(terms("win-back", Purpose.MARKETING, 50, QuietHours.Mode.HOLD), night);

        assertThat(ask(tag, client(1), Contacts.NONE, night)).isEqualTo(new Verdict.Perform());
    }

    @Test
    void whatIsNotDueIsNotDecided() {
        assertThat(Arbiter.decide(POLICY, List.of(due(WIN_BACK, NOON.plusSeconds(1))), client(1), Contacts.NONE, NOON))
                .isEmpty();
    }

    // gates 1 to 4

    @Test
    void anErasedClientGetsNothing() {
        RecipientFacts erased =
                new RecipientFacts(1, true, Set.of(), RIGA, RIGA, Map.of(), List.of(), null, Set.of(), null);

        assertThat(dropped(due(WIN_BACK, NOON), erased, Contacts.NONE, NOON)).isEqualTo(Gate.ERASED);
    }

    @Test
    void whatWasEndedIsDroppedWithItsReason() {
        for (Gate gate : List.of(Gate.WITHDRAWN, Gate.RETRACTED, Gate.STOPPED)) {
            Candidate ended = with(due(WIN_BACK, NOON), null, null, null, new Candidate.Ended(gate, "because"));

            assertThat(ask(ended, client(1), Contacts.NONE, NOON)).isEqualTo(new Verdict.Drop(gate, "because"));
        }
    }

    @Test
    void whatWaitedTooLongIsDroppedButNotAtItsLastMoment() {
        Candidate three = due(WIN_BACK, NOON);
        Instant last = NOON.plus(Duration.ofDays(3));

        assertThat(ask(three, client(1), Contacts.NONE, last)).isInstanceOf(Verdict.Send.class);
        assertThat(dropped(three, client(1), Contacts.NONE, last.plusNanos(1_000)))
                .isEqualTo(Gate.EXPIRED);
    }

    @Test
    void anOfferThatHasEndedIsNotSent() {
        Candidate offer = with(due(WIN_BACK, NOON), NOON.minusSeconds(1), null, null, null);

        assertThat(dropped(offer, client(1), Contacts.NONE, NOON)).isEqualTo(Gate.EXPIRED);
    }

    @Test
    void aReminderOfABookingThatHasBegunIsNotSent() {
        Candidate late = about(due(service(QuietHours.Mode.BEFORE), NOON), new Appointment(NOON, true, null));

        assertThat(dropped(late, client(1), Contacts.NONE, NOON)).isEqualTo(Gate.EXPIRED);
    }

    @Test
    void whoIsNoLongerInTheSegmentGetsNothing() {
        Candidate lapsed = with(due(WIN_BACK, NOON), null, "lapsed", null, null);

        assertThat(dropped(lapsed, client(1), Contacts.NONE, NOON)).isEqualTo(Gate.LEFT_SEGMENT);
        assertThat(ask(lapsed, in("lapsed"), Contacts.NONE, NOON)).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void aConditionThatDoesNotHoldDrops() {
        Candidate regulars =
                with(due(WIN_BACK, NOON), null, null, new Candidate.Requirement("visits >= 3", false), null);

        assertThat(ask(regulars, client(1), Contacts.NONE, NOON))
                .isEqualTo(new Verdict.Drop(Gate.CONDITION, "'visits >= 3' does not hold"));
    }

    @Test
    void whoHasABookingAheadIsNotMissed() {
        Candidate missed = due(unless(WIN_BACK, new Unless.UpcomingBooking()), NOON);

        assertThat(dropped(missed, booked(NOON.plusSeconds(1)), Contacts.NONE, NOON))
                .isEqualTo(Gate.BOOKING);
        assertThat(ask(missed, booked(NOON), Contacts.NONE, NOON)).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void whoWasThereLatelyIsNotMissed() {
        Candidate missed = due(unless(WIN_BACK, new Unless.VisitedWithin(7)), NOON);

        assertThat(dropped(missed, visited("2026-11-14"), Contacts.NONE, NOON)).isEqualTo(Gate.BOOKING);
        assertThat(ask(missed, visited("2026-11-13"), Contacts.NONE, NOON)).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void whoIsToBeCalledIsNotWrittenTo() {
        Candidate missed = due(unless(WIN_BACK, new Unless.OpenTask("call-them")), NOON);
        RecipientFacts called = new RecipientFacts(
                1, false, Set.of(), RIGA, RIGA, client(1).reach(), List.of(), null, Set.of("call-them"), null);

        assertThat(dropped(missed, called, Contacts.NONE, NOON)).isEqualTo(Gate.BOOKING);
    }

    @Test
    void aReminderOfACancelledBookingIsDropped() {
        Candidate reminder = about(
                due(service(QuietHours.Mode.BEFORE), NOON), new Appointment(NOON.plusSeconds(86_400), false, null));

        assertThat(dropped(reminder, client(1), Contacts.NONE, NOON)).isEqualTo(Gate.BOOKING);
    }

    // gate 5: channels

    @Test
    void marketingNeedsAYesAndServiceOnlyNoNo() {
        RecipientFacts unsaid = reached("email", Consent.UNSAID, null, new Address.Known("box"));
        RecipientFacts refused = reached("email", Consent.REFUSED, null, new Address.Known("box"));
        Candidate reminder = due(service(QuietHours.Mode.HOLD), NOON);

        assertThat(dropped(due(WIN_BACK, NOON), unsaid, Contacts.NONE, NOON)).isEqualTo(Gate.CONSENT);
        assertThat(dropped(due(WIN_BACK, NOON), refused, Contacts.NONE, NOON)).isEqualTo(Gate.CONSENT);
        assertThat(ask(reminder, unsaid, Contacts.NONE, NOON)).isInstanceOf(Verdict.Send.class);
        assertThat(dropped(reminder, refused, Contacts.NONE, NOON)).isEqualTo(Gate.CONSENT);
    }

    @Test
    void clientsWhoVisitedMayGetMailWithoutAYesWhereTheBusinessSaysSo() {
        var soft = new Policy(POLICY.caps(), POLICY.segments(), POLICY.gap(), POLICY.quiet(), POLICY.rates(), true);
        Map<String, Reach> unsaid = Map.of("email", new Reach(Consent.UNSAID, null, new Address.Known("box")));
        RecipientFacts customer = new RecipientFacts(
                1, false, Set.of(), RIGA, RIGA, unsaid, List.of(), LocalDate.parse("2026-05-01"), Set.of(), null);

        assertThat(ask(soft, due(WIN_BACK, NOON), customer, Contacts.NONE, NOON))
                .isInstanceOf(Verdict.Send.class);
        assertThat(ask(soft, due(WIN_BACK, NOON), client(1, RIGA, unsaid), Contacts.NONE, NOON))
                .isInstanceOf(Verdict.Drop.class);
        assertThat(ask(due(WIN_BACK, NOON), customer, Contacts.NONE, NOON)).isInstanceOf(Verdict.Drop.class);
    }

    @Test
    void aSuppressedAddressIsNotWrittenToWhileItIs() {
        var bounced = new Suppressed("bounced", NOON.plusSeconds(1), false);
        var complained = new Suppressed("complained", null, true);
        Candidate reminder = due(service(QuietHours.Mode.HOLD), NOON);

        assertThat(dropped(reminder, mail(bounced), Contacts.NONE, NOON)).isEqualTo(Gate.SUPPRESSED);
        assertThat(ask(reminder, mail(bounced), Contacts.NONE, NOON.plusSeconds(1)))
                .isInstanceOf(Verdict.Send.class);
        assertThat(dropped(due(WIN_BACK, NOON), mail(complained), Contacts.NONE, NOON))
                .isEqualTo(Gate.SUPPRESSED);
        assertThat(ask(reminder, mail(complained), Contacts.NONE, NOON)).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void withoutAnAddressNothingGoes() {
        assertThat(dropped(
                        due(WIN_BACK, NOON),
                        reached("email", Consent.GIVEN, null, new Address.Missing()),
                        Contacts.NONE,
                        NOON))
                .isEqualTo(Gate.ADDRESS);
        assertThat(ask(
                        due(WIN_BACK, NOON),
                        reached("email", Consent.GIVEN, null, new Address.Malformed("has no @")),
                        Contacts.NONE,
                        NOON))
                .isEqualTo(new Verdict.Drop(Gate.ADDRESS, "email: has no @"));
    }

    @Test
    void theNextChannelIsTakenWhereTheFirstIsNotAllowed() {
        Terms both = terms("win-back", Purpose.MARKETING, 50, QuietHours.Mode.HOLD, "sms", "email");
        RecipientFacts noText = client(
                1,
                RIGA,
                Map.of(
                        "sms", new Reach(Consent.REFUSED, null, new Address.Known("phone")),
                        "email", new Reach(Consent.GIVEN, null, new Address.Known("box"))));
        RecipientFacts nothing = client(
                1,
                RIGA,
                Map.of(
                        "sms", new Reach(Consent.REFUSED, null, new Address.Known("phone")),
                        "email", new Reach(Consent.GIVEN, null, new Address.Missing())));

        assertThat(ask(due(both, NOON), noText, Contacts.NONE, NOON)).isEqualTo(new Verdict.Send("email", "box"));
        assertThat(dropped(due(both, NOON), nothing, Contacts.NONE, NOON)).isEqualTo(Gate.CONSENT);
    }

    // gates 6 to 9

    @Test
    void oneMailboxGetsTheSameCampaignForOneClientOnly() {
        Contacts mother = contacts(sent(NOON.minus(Duration.ofDays(29)), 2, "family", "win-back"));
        RecipientFacts daughter = client(1, RIGA, "family");

        assertThat(dropped(due(WIN_BACK, NOON), daughter, mother, NOON)).isEqualTo(Gate.DUPLICATE_ADDRESS);
        assertThat(ask(due(WIN_BACK, NOON), daughter, mother, NOON.plus(Duration.ofDays(1))))
                .isInstanceOf(Verdict.Send.class);
        assertThat(ask(due(marketing("birthday", 50), NOON), daughter, mother, NOON))
                .isInstanceOf(Verdict.Send.class);
    }

    @Test
    void twoMessagesInOneWeekHoldTheThirdUntilTheFirstIsAWeekOld() {
        Instant monday = riga("2026-11-16T10:00:00");
        Contacts two = contacts(sent(monday, 1, "box-1", "a"), sent(riga("2026-11-19T10:00:00"), 1, "box-1", "b"));

        assertThat(ask(due(WIN_BACK, NOON), client(1), two, NOON)).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.until()).isEqualTo(riga("2026-11-23T10:00:00"));
            assertThat(hold.gate()).isEqualTo(Gate.CAP);
            assertThat(hold.detail()).isEqualTo("2 in 7 days (client); free on Mon 23 Nov 10:00");
        });
        assertThat(ask(due(1, WIN_BACK, NOON, Duration.ofDays(1)), client(1), two, NOON))
                .isEqualTo(
                        new Verdict.Drop(Gate.CAP, "2 in 7 days (client); free on Mon 23 Nov 10:00, after it expires"));
        assertThat(ask(due(WIN_BACK, NOON), client(1), two, riga("2026-11-23T10:00:00")))
                .isInstanceOf(Verdict.Send.class);
    }

    @Test
    void oneMailboxOfTwoClientsHasOneCap() {
        Contacts family = contacts(
                sent(riga("2026-11-17T10:00:00"), 1, "family", "a"),
                sent(riga("2026-11-18T10:00:00"), 2, "family", "b"));

        for (int client = 1; client <= 2; client++) {
            assertThat(ask(due(1, WIN_BACK, NOON, Duration.ofDays(9)), client(client, RIGA, "family"), family, NOON))
                    .isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
                        assertThat(hold.gate()).isEqualTo(Gate.CAP);
                        assertThat(hold.detail()).startsWith("2 in 7 days (address, with another client)");
                    });
        }
    }

    @Test
    void theCapOfTheFirstSegmentTheClientIsInReplacesTheirOwn() {
        var caps = List.of(new Policy.SegmentCap("vip", 3, 7), new Policy.SegmentCap("lapsed", 1, 7));
        var policy = new Policy(
                List.of(new Cap(2, 7, Cap.Per.CLIENT)), caps, Duration.ZERO, QuietHours.NONE, Map.of(), false);
        Contacts two = contacts(
                sent(NOON.minusSeconds(7_200), 1, "box-1", "a"), sent(NOON.minusSeconds(3_600), 1, "box-1", "b"));

        assertThat(ask(policy, due(WIN_BACK, NOON), in("vip", "lapsed"), two, NOON))
                .isInstanceOf(Verdict.Send.class);
        assertThat(ask(policy, due(1, WIN_BACK, NOON, Duration.ofDays(9)), in("lapsed"), two, NOON))
                .isInstanceOfSatisfying(
                        Verdict.Hold.class,
                        hold -> assertThat(hold.until())
                                .isEqualTo(NOON.minusSeconds(3_600).plus(Duration.ofDays(7))));
    }

    @Test
    void whoAskedForFewerMessagesGetsThemAndNobodyGetsMoreByAsking() {
        RecipientFacts seldom = capped(new Cap(1, 30, Cap.Per.CLIENT));
        Contacts one = contacts(sent(NOON.minus(Duration.ofDays(20)), 1, "box-1", "a"));

        assertThat(ask(due(1, WIN_BACK, NOON, Duration.ofDays(20)), seldom, one, NOON))
                .isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
                    assertThat(hold.gate()).isEqualTo(Gate.CAP);
                    assertThat(hold.until()).isEqualTo(NOON.plus(Duration.ofDays(10)));
                    assertThat(hold.detail()).startsWith("1 in 30 days (client, who asked for fewer messages)");
                });
        assertThat(ask(due(WIN_BACK, NOON), client(1), one, NOON)).isInstanceOf(Verdict.Send.class);
        assertThat(ask(due(service(QuietHours.Mode.HOLD), NOON), seldom, one, NOON))
                .isInstanceOf(Verdict.Send.class);

        RecipientFacts often = capped(new Cap(50, 7, Cap.Per.CLIENT));
        Contacts two = contacts(
                sent(NOON.minus(Duration.ofDays(3)), 1, "box-1", "a"),
                sent(NOON.minus(Duration.ofDays(2)), 1, "box-1", "b"));
        assertThat(dropped(due(WIN_BACK, NOON), often, two, NOON)).isEqualTo(Gate.CAP);
    }

    @Test
    void aCampaignMayHaveACapOfItsOwn() {
        Terms seldom = limited(WIN_BACK, null, new Cap(1, 30, Cap.Per.CAMPAIGN));
        Contacts before = contacts(sent(NOON.minus(Duration.ofDays(20)), 1, "box-1", "win-back"));

        assertThat(dropped(due(seldom, NOON), client(1), before, NOON)).isEqualTo(Gate.CAP);
        assertThat(ask(due(WIN_BACK, NOON), client(1), before, NOON)).isInstanceOf(Verdict.Send.class);
    }

    @Test
    void serviceMessagesKnowNoCapsAndFillNone() {
        Contacts two = contacts(
                sent(NOON.minusSeconds(7_200), 1, "box-1", "a"), sent(NOON.minusSeconds(3_600), 1, "box-1", "b"));

        assertThat(ask(due(service(QuietHours.Mode.HOLD), NOON), client(1), two, NOON))
                .isInstanceOf(Verdict.Send.class);
    }

    @Test
    void betweenTwoMessagesLiesADay() {
        Contacts one = contacts(sent(NOON.minusSeconds(3_600), 1, "box-1", "a"));

        assertThat(ask(due(WIN_BACK, NOON), client(1), one, NOON)).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.gate()).isEqualTo(Gate.GAP);
            assertThat(hold.until()).isEqualTo(NOON.minusSeconds(3_600).plus(Duration.ofDays(1)));
        });
    }

    @Test
    void ofTwoOfOnePriorityTheNameDecidesAndTheOtherWaitsADay() {
        Candidate birthday = due(1, marketing("birthday", 50), NOON, Duration.ofDays(3));
        Candidate winBack = due(2, WIN_BACK, NOON, Duration.ofDays(3));

        List<Ruling> rulings = Arbiter.decide(POLICY, List.of(winBack, birthday), client(1), Contacts.NONE, NOON);

        assertThat(rulings.getFirst().candidate()).isEqualTo(birthday);
        assertThat(rulings.getFirst().verdict()).isInstanceOf(Verdict.Send.class);
        assertThat(rulings.getLast().verdict()).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.gate()).isEqualTo(Gate.GAP);
            assertThat(hold.until()).isEqualTo(NOON.plus(Duration.ofDays(1)));
        });
    }

    @Test
    void whatMattersMoreAndComesSoonSupersedes() {
        Candidate offer = due(1, marketing("offer", 90), NOON.plus(Duration.ofHours(3)), Duration.ofDays(3));
        Candidate oneDay = due(2, marketing("newsletter", 20), NOON, Duration.ofDays(1));
        Candidate twoDays = due(2, marketing("newsletter", 20), NOON, Duration.ofDays(2));

        assertThat(together(oneDay, offer)).isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
            assertThat(drop.gate()).isEqualTo(Gate.SUPERSEDED);
            assertThat(drop.detail()).startsWith("superseded by offer/mail");
        });
        assertThat(together(twoDays, offer))
                .isInstanceOfSatisfying(
                        Verdict.Hold.class,
                        hold -> assertThat(hold.until()).isEqualTo(NOON.plus(Duration.ofHours(27))));
        Candidate ended = with(offer, null, null, null, new Candidate.Ended(Gate.STOPPED, "booked"));
        assertThat(together(oneDay, ended)).isInstanceOf(Verdict.Send.class);
        Candidate farther = due(1, marketing("offer", 90), NOON.plus(Duration.ofHours(24)), Duration.ofDays(3));
        assertThat(together(oneDay, farther)).isInstanceOf(Verdict.Send.class);
    }

    // gates 10 and 11

    @Test
    void theLatestOfSeveralReasonsIsToldAndAllOfThemHold() {
        Instant evening = riga("2026-11-20T20:30:00");
        Contacts one = contacts(sent(riga("2026-11-20T02:00:00"), 1, "box-1", "a"));

        // the gap ends at 02:00, in the night, which ends at 09:00
        assertThat(ask(due(WIN_BACK, evening), client(1), one, evening))
                .isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
                    assertThat(hold.until()).isEqualTo(riga("2026-11-21T09:00:00"));
                    assertThat(hold.gate()).isEqualTo(Gate.QUIET);
                });
    }

    @Test
    void whatARateLeavesNoPlaceForWaitsForTheNextBucketAndKeepsAPlaceThere() {
        Instant minute = riga("2026-11-20T12:00:00");
        Map<Limited, Map<Instant, Integer>> taken =
                Map.of(new Limited.Channel("email"), Map.of(minute, 10, minute.plusSeconds(60), 10));
        Candidate candidate = due(WIN_BACK, NOON);

        Ruling ruling = Arbiter.decide(
                        POLICY, List.of(candidate), client(1), new Contacts(List.of(), taken), NOON.plusSeconds(5))
                .getFirst();

        assertThat(ruling.verdict()).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.gate()).isEqualTo(Gate.RATE);
            assertThat(hold.until()).isEqualTo(minute.plusSeconds(120));
        });
        assertThat(ruling.places()).isEqualTo(Map.of(new Limited.Channel("email"), minute.plusSeconds(120)));

        var full = new HashMap<Instant, Integer>();
        full.put(minute.plusSeconds(120), 10);
        Ruling again = Arbiter.decide(
                        POLICY,
                        List.of(candidate.heldUntil(minute.plusSeconds(120), minute.plusSeconds(120))),
                        client(1),
                        new Contacts(List.of(), Map.of(new Limited.Channel("email"), full)),
                        minute.plusSeconds(121))
                .getFirst();
        assertThat(again.verdict()).isInstanceOf(Verdict.Send.class);
        assertThat(again.places()).isEmpty();
    }

    @Test
    void aLimitOfACampaignIsOfTheBusinesssDay() {
        Terms two = limited(WIN_BACK, new Rate(2, Rate.Per.DAY));
        Instant today = riga("2026-11-20T00:00:00");
        Contacts full = new Contacts(List.of(), Map.of(new Limited.Campaign("win-back"), Map.of(today, 2)));

        assertThat(ask(due(two, NOON), client(1), full, NOON)).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.gate()).isEqualTo(Gate.QUIET);
            assertThat(hold.until()).isEqualTo(riga("2026-11-21T09:00:00"));
        });
    }

    @Test
    void anHourIsCutIntoPartsThatTakeTheSame() {
        Instant at = riga("2026-11-20T12:07:30");

        assertThat(new Rate(600, Rate.Per.HOUR).perBucket()).isEqualTo(10);
        assertThat(new Rate(100, Rate.Per.HOUR).perBucket()).isEqualTo(5);
        assertThat(new Rate(100, Rate.Per.HOUR).bucket(at, RIGA)).isEqualTo(riga("2026-11-20T12:06:00"));
        assertThat(new Rate(7, Rate.Per.HOUR).perBucket()).isEqualTo(7);
        assertThat(new Rate(7, Rate.Per.HOUR).bucket(at, RIGA)).isEqualTo(riga("2026-11-20T12:00:00"));
    }

    @Test
    void everyGateThatWasAskedIsTold() {
        Ruling sent = Arbiter.decide(POLICY, List.of(due(WIN_BACK, NOON)), client(1), Contacts.NONE, NOON)
                .getFirst();

        assertThat(sent.asked())
                .allMatch(Ruling.Asked::passed)
                .extracting(Ruling.Asked::gate)
                .containsExactly(Gate.values());
    }

    private static Verdict together(Candidate asked, Candidate other) {
        return Arbiter.decide(POLICY, List.of(other, asked), client(1), Contacts.NONE, NOON).stream()
                .filter(ruling -> ruling.candidate().equals(asked))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Gate dropped(Candidate candidate, RecipientFacts facts, Contacts contacts, Instant now) {
        return ((Verdict.Drop) ask(candidate, facts, contacts, now)).gate();
    }

    private static Candidate with(
            Candidate one,
            @Nullable Instant offerUntil,
            @Nullable String whileSegment,
            Candidate.@Nullable Requirement requirement,
            Candidate.@Nullable Ended ended) {
        return new Candidate(
                one.id(),
                one.terms(),
                one.dueAt(),
                one.expiresAt(),
                offerUntil,
                whileSegment,
                requirement == null ? Candidate.Requirement.NONE : requirement,
                null,
                ended,
                null);
    }

    private static RecipientFacts in(String... segments) {
        return new RecipientFacts(
                1, false, Set.of(segments), RIGA, RIGA, client(1).reach(), List.of(), null, Set.of(), null);
    }

    private static RecipientFacts booked(Instant start) {
        return new RecipientFacts(
                1, false, Set.of(), RIGA, RIGA, client(1).reach(), List.of(start), null, Set.of(), null);
    }

    private static RecipientFacts visited(String day) {
        return new RecipientFacts(
                1, false, Set.of(), RIGA, RIGA, client(1).reach(), List.of(), LocalDate.parse(day), Set.of(), null);
    }

    private static RecipientFacts mail(Suppressed suppressed) {
        return reached("email", Consent.GIVEN, suppressed, new Address.Known("box"));
    }

    private static RecipientFacts reached(
            String channel, Consent consent, @Nullable Suppressed suppressed, Address address) {
        return client(1, RIGA, Map.of(channel, new Reach(consent, suppressed, address)));
    }
}
