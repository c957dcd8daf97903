package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import io.regulars.arbiter.RecipientFacts.Suppressed;
import io.regulars.arbiter.Ruling.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an action may be carried out at all, by those gates that say yes or no: the first six of the list. */
record Standing(End end, List<Asked> asked) {
    /** Mail of businesses whose clients said neither yes nor no goes by this channel only. */
    private static final String SOFT_OPT_IN = "email";

    /** Where they lead to. */
    sealed interface End {
        /** It may not. */
        record No(Gate gate, String detail) implements End {}

        /** It may, and nothing goes to the client. */
        record NoMessage() implements End {}

        /** It may go there. */
        record By(String channel, String address) implements End {}
    }

    static Standing of(Policy policy, Candidate candidate, RecipientFacts facts, List<Contact> contacts, Instant now) {
        return new Asking(policy, candidate, facts, contacts, now).standing();
    }

    /** A no of one gate. */
    private record Refusal(Gate gate, String detail) {}

    private static final class Asking {
        private final Policy policy;
        private final Candidate candidate;
        private final RecipientFacts facts;
        private final List<Contact> contacts;
        private final Instant now;
        private final List<Asked> asked = new ArrayList<>();

        private Asking(Policy policy, Candidate candidate, RecipientFacts facts, List<Contact> contacts, Instant now) {
            this.policy = policy;
            this.candidate = candidate;
            this.facts = facts;
            this.contacts = contacts;
            this.now = now;
        }

        private Standing standing() {
            for (Gate gate : Gate.values()) {
                if (gate == Gate.CONSENT) {
                    break;
                }
                Optional<String> no = refusal(gate);
                asked.add(new Asked(gate, no.isEmpty(), no.orElse("")));
                if (no.isPresent()) {
                    return new Standing(new End.No(gate, no.get()), asked);
                }
            }
            if (!candidate.terms().isMessage()) {
                return new Standing(new End.NoMessage(), asked);
            }
            return new Standing(channel(), asked);
        }

        private Optional<String> refusal(Gate gate) {
            return switch (gate) {
                case ERASED -> when(facts.erased(), "the client was erased");
                case WITHDRAWN, RETRACTED, STOPPED -> ended(gate);
                case EXPIRED -> expired();
                case LEFT_SEGMENT ->
                    when(
                            candidate.whileSegment() != null
                                    && !facts.segments().contains(candidate.whileSegment()),
                            "no longer in the segment '" + candidate.whileSegment() + "'");
                case CONDITION ->
                    when(
                            !candidate.requirement().holds(),
                            "'" + candidate.requirement().text() + "' does not hold");
                case BOOKING -> booking();
                default -> throw new IllegalStateException(gate + " is asked later");
            };
        }

        private static Optional<String> when(boolean stops, String detail) {
            return stops ? Optional.of(detail) : Optional.empty();
        }

        private Optional<String> ended(Gate gate) {
            Candidate.Ended ended = candidate.ended();
            return ended == null || ended.gate() != gate ? Optional.empty() : Optional.of(ended.detail());
        }

        private Optional<String> expired() {
            if (candidate.offerUntil() != null && now.isAfter(candidate.offerUntil())) {
                return Optional.of("its offer had ended before it went out");
            }
            Appointment appointment = candidate.appointment();
            if (appointment != null && !now.isBefore(appointment.startsAt())) {
                return Optional.of("the booking had begun before it went out");
            }
            return when(
                    candidate.expiresAt() != null && now.isAfter(candidate.expiresAt()), "it could not go out in time");
        }

        private Optional<String> booking() {
            if (candidate.appointment() != null && !candidate.appointment().stands()) {
                return Optional.of("the booking that it is about is no longer to come");
            }
            return candidate.terms().unless().stream()
                    .flatMap(unless -> pointless(unless).stream())
                    .sorted()
                    .findFirst();
        }

        private Optional<String> pointless(Unless unless) {
            return switch (unless) {
                case Unless.UpcomingBooking upcoming ->
                    facts.bookedFor().stream()
                            .filter(start -> start.isAfter(now))
                            .min(Instant::compareTo)
                            .map(start -> "has a booking on " + MomentWords.of(start, facts.zone()));
                case Unless.VisitedWithin(int days) -> {
                    LocalDate since =
                            now.atZone(facts.businessZone()).toLocalDate().minusDays(days);
                    LocalDate last = facts.lastVisitOn();
                    yield last != null && last.isAfter(since)
                            ? Optional.of("visited on " + last + ", within " + days + " days")
                            : Optional.empty();
                }
                case Unless.OpenTask(String campaign) ->
                    when(facts.openTasks().contains(campaign), "there is an open task of " + campaign);
            };
        }

        /** The first channel that is allowed and leads somewhere; else the first one's reason. */
        private End channel() {
            Refusal first = null;
            for (String channel : candidate.terms().channels()) {
                Reach reach = facts.reach().getOrDefault(channel, Reach.NONE);
                Refusal refusal = refusal(channel, reach);
                if (refusal == null && reach.address() instanceof Address.Known known) {
                    asked.add(new Asked(Gate.CONSENT, true, channel));
                    asked.add(new Asked(Gate.SUPPRESSED, true, channel));
                    asked.add(new Asked(Gate.ADDRESS, true, channel));
                    return unlessDuplicate(channel, known.hash());
                }
                Refusal no = refusal == null ? noAddress(channel, reach.address()) : refusal;
                asked.add(new Asked(no.gate(), false, no.detail()));
                first = first == null ? no : first;
            }
            if (first == null) {
                throw new IllegalStateException("a message has channels");
            }
            return new End.No(first.gate(), first.detail());
        }

        private @Nullable Refusal refusal(String channel, Reach reach) {
            boolean marketing = candidate.terms().isMarketing();
            if (reach.consent() == Consent.REFUSED) {
                return new Refusal(Gate.CONSENT, "the client refused " + channel);
            }
            boolean customer = policy.softOptIn() && channel.equals(SOFT_OPT_IN) && facts.lastVisitOn() != null;
            if (marketing && reach.consent() == Consent.UNSAID && !customer) {
                return new Refusal(Gate.CONSENT, "the client has not agreed to " + channel);
            }
            Suppressed suppressed = reach.suppressed();
            if (suppressed != null
                    && (marketing || !suppressed.marketingOnly())
                    && (suppressed.until() == null || suppressed.until().isAfter(now))) {
                return new Refusal(Gate.SUPPRESSED, channel + ": " + suppressed.reason());
            }
            return null;
        }

        private static Refusal noAddress(String channel, Address address) {
            return new Refusal(
                    Gate.ADDRESS,
                    address instanceof Address.Malformed(String what)
                            ? channel + ": " + what
                            : "no address for " + channel + " is known");
        }

        private End unlessDuplicate(String channel, String address) {
            if (!candidate.terms().isMarketing()) {
                return new End.By(channel, address);
            }
            Duration window = Duration.ofDays(candidate.terms().reentryDays());
            Optional<String> duplicate = contacts.stream()
                    .filter(contact -> contact.client() != facts.client()
                            && contact.address().equals(address)
                            && contact.campaign().equals(candidate.terms().campaign())
                            && contact.step().equals(candidate.terms().step())
                            && contact.at().plus(window).isAfter(now))
                    .map(Contact::at)
                    .max(Instant::compareTo)
                    .map(at ->
                            "the same went to this address for another client on " + MomentWords.of(at, facts.zone()));
            asked.add(new Asked(Gate.DUPLICATE_ADDRESS, duplicate.isEmpty(), duplicate.orElse("")));
            return duplicate
                    .<End>map(detail -> new End.No(Gate.DUPLICATE_ADDRESS, detail))
                    .orElseGet(() -> new End.By(channel, address));
        }
    }
}
