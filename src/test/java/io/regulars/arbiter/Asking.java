package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.RecipientFacts.Address;
import io.regulars.arbiter.RecipientFacts.Consent;
import io.regulars.arbiter.RecipientFacts.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Candidates, clients and contacts for tests: usual ones, and what differs. */
final class Asking {
    static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    static final Policy POLICY = Policy.DEFAULT;

    private Asking() {}

    static Instant riga(String local) {
        return LocalDateTime.parse(local).atZone(RIGA).toInstant();
    }

    static UUID id(int number) {
        return new UUID(0, number);
    }

    static Terms marketing(String campaign, int priority) {
        return terms(campaign, Purpose.MARKETING, priority, QuietHours.Mode.HOLD, "email");
    }

    static Terms service(QuietHours.Mode quiet) {
        return terms("reminder", Purpose.SERVICE, 80, quiet, "email");
    }

    static Terms terms(String campaign, Purpose purpose, int priority, QuietHours.Mode quiet, String... channels) {
        return new Terms(
                campaign, "mail", 0, purpose, priority, List.of(channels), Set.of(), List.of(), null, quiet, 30);
    }

    static Terms unless(Terms terms, Unless... unless) {
        return new Terms(
                terms.campaign(),
                terms.step(),
                terms.order(),
                terms.purpose(),
                terms.priority(),
                terms.channels(),
                Set.of(unless),
                terms.caps(),
                terms.limit(),
                terms.quiet(),
                terms.reentryDays());
    }

    static Terms limited(Terms terms, @Nullable Rate limit, Cap... caps) {
        return new Terms(
                terms.campaign(),
                terms.step(),
                terms.order(),
                terms.purpose(),
                terms.priority(),
                terms.channels(),
                terms.unless(),
                List.of(caps),
                limit,
                terms.quiet(),
                terms.reentryDays());
    }

    static Candidate due(Terms terms, Instant dueAt) {
        return due(1, terms, dueAt, Duration.ofDays(3));
    }

    static Candidate due(int id, Terms terms, Instant dueAt, Duration expires) {
        return new Candidate(
                id(id), terms, dueAt, dueAt.plus(expires), null, null, Candidate.Requirement.NONE, null, null, null);
    }

    static Candidate about(Candidate one, Appointment appointment) {
        return new Candidate(
                one.id(),
                one.terms(),
                one.dueAt(),
                one.expiresAt(),
                one.offerUntil(),
                one.whileSegment(),
                one.requirement(),
                appointment,
                one.ended(),
                one.reserved());
    }

    /** A client in Riga who agreed to everything. */
    static RecipientFacts client(int number) {
        return client(number, RIGA, "box-" + number);
    }

    static RecipientFacts client(int number, ZoneId zone, String mailbox) {
        return client(
                number,
                zone,
                Map.of(
                        "email",
                        new Reach(Consent.GIVEN, null, new Address.Known(mailbox)),
                        "sms",
                        new Reach(Consent.GIVEN, null, new Address.Known("phone-" + mailbox))));
    }

    static RecipientFacts client(int number, ZoneId zone, Map<String, Reach> reach) {
        return new RecipientFacts(number, false, Set.of(), zone, RIGA, reach, List.of(), null, Set.of(), null);
    }

    /** Client 1, who asked for a cap of their own. */
    static RecipientFacts capped(Cap own) {
        RecipientFacts usual = client(1);
        return new RecipientFacts(
                1, false, Set.of(), usual.zone(), RIGA, usual.reach(), List.of(), null, Set.of(), own);
    }

    static Contact sent(Instant at, int client, String mailbox, String campaign) {
        return new Contact(at, client, mailbox, "email", Purpose.MARKETING, campaign, "mail");
    }

    static Contacts contacts(Contact... contacts) {
        return new Contacts(List.of(contacts), Map.of());
    }

    /** The verdict about one candidate that is due now. */
    static Verdict ask(Candidate candidate, RecipientFacts facts, Contacts contacts, Instant now) {
        return ask(POLICY, candidate, facts, contacts, now);
    }

    static Verdict ask(Policy policy, Candidate candidate, RecipientFacts facts, Contacts contacts, Instant now) {
        return Arbiter.decide(policy, List.of(candidate), facts, contacts, now)
                .getFirst()
                .verdict();
    }
}
