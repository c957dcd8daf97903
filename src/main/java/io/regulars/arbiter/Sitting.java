package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.Ruling.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call of the arbiter: the candidates of a client, and what the ones decided so far have taken. For one thread. */
final class Sitting {
    /** A moment that still moves after so many rounds is asked again when it has come. */
    private static final int ROUNDS = 10;

    /** Whoever fills a pool has what waits for it asked again at once; this is for the rest. */
    private static final Duration UNTIL_NEXT_CODE = Duration.ofHours(1);

    /** What service messages have to pass as well. */
    private static final Set<Gate> ALWAYS = EnumSet.of(Gate.OFFER, Gate.QUIET, Gate.RATE);

    private final Policy policy;
    private final RecipientFacts facts;
    private final Instant now;
    private final List<Candidate> candidates;
    private final List<Contact> contacts;
    private final Rates rates;

    /** When those will be asked again that are neither sent nor dropped. */
    private final Map<UUID, Instant> waiting = new HashMap<>();

    /** Where the messages lead to that could go by themselves: by the first six gates. */
    private final Map<UUID, Standing> standings = new HashMap<>();

    Sitting(Policy policy, List<Candidate> candidates, RecipientFacts facts, Contacts contacts, Instant now) {
        this.policy = policy;
        this.facts = facts;
        this.now = now;
        this.candidates = candidates.stream().sorted(Candidate.ORDER).toList();
        this.contacts =
                new ArrayList<>(contacts.past().stream().sorted(Contact.ORDER).toList());
        this.rates = new Rates(policy, facts.businessZone(), contacts.taken());
        candidates.forEach(candidate -> waiting.put(candidate.id(), candidate.dueAt()));
    }

    List<Ruling> decide() {
        var rulings = new ArrayList<Ruling>();
        for (Candidate candidate : candidates) {
            if (!candidate.dueAt().isAfter(now)) {
                rulings.add(rule(candidate));
            }
        }
        return rulings;
    }

    private Ruling rule(Candidate candidate) {
        Standing standing = standing(candidate);
        Ruling ruling = switch (standing.end()) {
            case Standing.End.No no -> no(candidate, standing.asked(), new Verdict.Drop(no.gate(), no.detail()));
            case Standing.End.NoMessage none -> no(candidate, standing.asked(), new Verdict.Perform());
            case Standing.End.By by -> when(candidate, standing.asked(), by);
        };
        switch (ruling.verdict()) {
            case Verdict.Hold hold -> waiting.put(candidate.id(), hold.until());
            case Verdict.Send send -> {
                waiting.remove(candidate.id());
                contacts.add(new Contact(
                        now,
                        facts.client(),
                        send.address(),
                        send.channel(),
                        candidate.terms().purpose(),
                        candidate.terms().campaign(),
                        candidate.terms().step()));
            }
            case Verdict.Perform perform -> waiting.remove(candidate.id());
            case Verdict.Drop drop -> waiting.remove(candidate.id());
        }
        ruling.places().forEach(rates::take);
        return ruling;
    }

    private static Ruling no(Candidate candidate, List<Asked> asked, Verdict verdict) {
        return new Ruling(candidate, verdict, asked, Map.of());
    }

    private Standing standing(Candidate candidate) {
        return standings.computeIfAbsent(
                candidate.id(), id -> Standing.of(policy, candidate, facts, List.copyOf(contacts), now));
    }

    /** What makes a message wait, and until when. */
    private record Wait(Gate gate, Instant until, String detail) {}

    /** Looks for the first moment at which nothing makes it wait. */
    private Ruling when(Candidate candidate, List<Asked> passed, Standing.End.By by) {
        var asked = new ArrayList<>(passed);
        Wait reason = null;
        boolean bounded = false;
        Instant moment = now;
        for (int round = 0; round < ROUNDS; round++) {
            if (hasNoUsefulMoment(candidate, moment)) {
                String late = "no useful moment: quiet hours are "
                        + policy.quiet().words() + ", and then it is too late for the booking";
                asked.add(new Asked(Gate.QUIET, false, late));
                return no(candidate, asked, new Verdict.Drop(Gate.QUIET, late));
            }
            List<Wait> waits = waits(candidate, by, moment);
            Wait longest = null;
            for (Wait wait : waits) {
                if (wait.until().isAfter(longest == null ? moment : longest.until())) {
                    longest = wait;
                }
                bounded |= wait.gate() == Gate.RATE;
            }
            if (round == 0) {
                asked.addAll(asTheyStandNow(candidate, waits));
            }
            if (longest == null) {
                break;
            }
            reason = longest;
            moment = longest.until();
        }
        if (reason == null) {
            return new Ruling(
                    candidate,
                    new Verdict.Send(by.channel(), by.address()),
                    asked,
                    rates.places(candidate, by.channel(), now));
        }
        String would = reason.detail() + "; free on " + MomentWords.of(moment, facts.zone());
        if (isTooLate(candidate, moment)) {
            return no(candidate, asked, new Verdict.Drop(reason.gate(), would + ", after it expires"));
        }
        return new Ruling(
                candidate,
                new Verdict.Hold(moment, reason.gate(), would),
                asked,
                bounded ? rates.places(candidate, by.channel(), moment) : Map.of());
    }

    private static List<Asked> asTheyStandNow(Candidate candidate, List<Wait> waits) {
        var asked = new LinkedHashMap<Gate, Asked>();
        for (Gate gate : List.of(Gate.SUPERSEDED, Gate.GAP, Gate.CAP, Gate.OFFER, Gate.QUIET, Gate.RATE)) {
            if (candidate.terms().isMarketing() || ALWAYS.contains(gate)) {
                asked.put(gate, new Asked(gate, true, ""));
            }
        }
        waits.forEach(wait -> asked.put(wait.gate(), new Asked(wait.gate(), false, wait.detail())));
        return List.copyOf(asked.values());
    }

    private boolean isTooLate(Candidate candidate, Instant moment) {
        return candidate.expiresAt() != null && moment.isAfter(candidate.expiresAt())
                || candidate.offerUntil() != null && moment.isAfter(candidate.offerUntil())
                || candidate.appointment() != null
                        && !moment.isBefore(candidate.appointment().startsAt());
    }

    /** Everything that would make it wait at a moment, in the order of the gates. */
    private List<Wait> waits(Candidate candidate, Standing.End.By by, Instant moment) {
        var waits = new ArrayList<@Nullable Wait>();
        if (candidate.terms().isMarketing()) {
            waits.add(superseded(candidate, moment));
            waits.add(gap(by, moment));
            waits.addAll(caps(candidate, by, moment));
        }
        waits.add(offer(candidate, moment));
        waits.add(quiet(candidate, moment));
        waits.add(rate(candidate, by, moment));
        return waits.stream().filter(Objects::nonNull).map(Wait.class::cast).toList();
    }

    private @Nullable Wait superseded(Candidate candidate, Instant moment) {
        Wait longest = null;
        for (Candidate other : candidates) {
            Instant due = waiting.get(other.id());
            if (due == null
                    || !other.terms().isMarketing()
                    || !other.terms().isMessage()
                    || other.lacksCode() != null // nobody knows when it goes
                    || other.terms().priority() <= candidate.terms().priority()) {
                continue;
            }
            Instant free = due.plus(policy.gap());
            boolean near = due.isBefore(moment.plus(policy.gap())) && free.isAfter(moment);
            if (near
                    && (longest == null || free.isAfter(longest.until()))
                    && standing(other).end() instanceof Standing.End.By) {
                longest = new Wait(
                        Gate.SUPERSEDED,
                        free,
                        "superseded by " + other.terms().campaign() + "/"
                                + other.terms().step() + ", which is due on "
                                + MomentWords.of(due, facts.zone()));
            }
        }
        return longest;
    }

    private @Nullable Wait gap(Standing.End.By by, Instant moment) {
        Contact last = null;
        for (Contact contact : contacts) {
            boolean same =
                    contact.client() == facts.client() || contact.address().equals(by.address());
            if (same
                    && contact.purpose() == Purpose.MARKETING
                    && (last == null || contact.at().isAfter(last.at()))) {
                last = contact;
            }
        }
        if (last == null || !last.at().plus(policy.gap()).isAfter(moment)) {
            return null;
        }
        return new Wait(
                Gate.GAP,
                last.at().plus(policy.gap()),
                policy.gap().toHours() + " hours between messages, and " + last.campaign() + " went out on "
                        + MomentWords.of(last.at(), facts.zone()) + toAnother(last));
    }

    private String toAnother(Contact contact) {
        return contact.client() == facts.client() ? "" : " to another client of this address";
    }

    private List<Wait> caps(Candidate candidate, Standing.End.By by, Instant moment) {
        var waits = new ArrayList<Wait>();
        if (facts.ownCap() != null) {
            addIfFull(waits, facts.ownCap(), "client, who asked for fewer messages", candidate, by, moment);
        }
        Policy.SegmentCap own = policy.segments().stream()
                .filter(cap -> facts.segments().contains(cap.segment()))
                .findFirst()
                .orElse(null);
        if (own != null) {
            addIfFull(waits, own.cap(), "client, as in the segment '" + own.segment() + "'", candidate, by, moment);
        }
        for (Cap cap : policy.caps()) {
            if (own == null || cap.per() != Cap.Per.CLIENT) {
                addIfFull(waits, cap, words(cap.per(), by), candidate, by, moment);
            }
        }
        for (Cap cap : candidate.terms().caps()) {
            addIfFull(waits, cap, "campaign", candidate, by, moment);
        }
        return waits;
    }

    private static String words(Cap.Per per, Standing.End.By by) {
        return switch (per) {
            case CLIENT -> "client";
            case CHANNEL -> by.channel();
            case ADDRESS -> "address";
            case CAMPAIGN -> "campaign";
        };
    }

    private void addIfFull(
            List<Wait> waits, Cap cap, String whose, Candidate candidate, Standing.End.By by, Instant moment) {
        if (cap.channel() != null && !cap.channel().equals(by.channel())) {
            return;
        }
        List<Contact> counted = contacts.stream()
                .filter(contact -> counts(cap, contact, candidate, by))
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .limit(cap.most())
                .toList();
        if (counted.size() < cap.most()) {
            return;
        }
        Instant free = counted.getLast().at().plus(cap.length());
        if (free.isAfter(moment)) {
            boolean shared = counted.stream().anyMatch(contact -> contact.client() != facts.client());
            waits.add(new Wait(
                    Gate.CAP, free, cap.words() + " (" + whose + (shared ? ", with another client" : "") + ")"));
        }
    }

    private boolean counts(Cap cap, Contact contact, Candidate candidate, Standing.End.By by) {
        if (contact.purpose() != Purpose.MARKETING
                || cap.channel() != null && !contact.channel().equals(cap.channel())) {
            return false;
        }
        boolean own = contact.client() == facts.client();
        return switch (cap.per()) {
            case CLIENT -> own;
            case CHANNEL -> own && contact.channel().equals(by.channel());
            case ADDRESS -> contact.address().equals(by.address());
            case CAMPAIGN -> own && contact.campaign().equals(candidate.terms().campaign());
        };
    }

    private @Nullable Wait offer(Candidate candidate, Instant moment) {
        Instant next = now.plus(UNTIL_NEXT_CODE);
        return candidate.lacksCode() == null || !next.isAfter(moment)
                ? null
                : new Wait(Gate.OFFER, next, candidate.lacksCode());
    }

    private @Nullable Wait quiet(Candidate candidate, Instant moment) {
        if (candidate.terms().quiet() == QuietHours.Mode.IGNORE
                || !policy.quiet().contains(moment, facts.zone())
                || candidate.terms().quiet() == QuietHours.Mode.BEFORE && isAwake(candidate, moment)) {
            return null;
        }
        return new Wait(
                Gate.QUIET,
                policy.quiet().end(moment, facts.zone()),
                "quiet hours are " + policy.quiet().words() + ", and it is "
                        + moment.atZone(facts.zone()).toLocalTime().withNano(0) + " there");
    }

    /** Waiting would be useless, and the client has just booked: nobody is woken. */
    private boolean isAwake(Candidate candidate, Instant moment) {
        return candidate.appointment() != null
                && isWaitUseless(candidate, moment)
                && candidate.appointment().isClientAwake(moment);
    }

    private boolean hasNoUsefulMoment(Candidate candidate, Instant moment) {
        return candidate.terms().quiet() == QuietHours.Mode.BEFORE
                && candidate.appointment() != null
                && isWaitUseless(candidate, moment)
                && !candidate.appointment().isClientAwake(moment);
    }

    private boolean isWaitUseless(Candidate candidate, Instant moment) {
        return candidate.appointment() != null
                && policy.quiet().contains(moment, facts.zone())
                && policy.quiet()
                        .end(moment, facts.zone())
                        .isAfter(candidate.appointment().usefulUntil());
    }

    private @Nullable Wait rate(Candidate candidate, Standing.End.By by, Instant moment) {
        Limited full = rates.firstFull(candidate, by.channel(), moment);
        return full == null
                ? null
                : new Wait(Gate.RATE, rates.firstFree(candidate, by.channel(), moment), rates.words(candidate, full));
    }
}
