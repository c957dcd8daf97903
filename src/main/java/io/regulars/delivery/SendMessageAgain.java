package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.arbiter.Verdict;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.SendsAgain;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Sends a message to a client again that was given up: if it may still go out, now, as it would be written now. It is the same action, so
 * it goes out under the same id.
 */
@ApplicationScoped
class SendMessageAgain implements SendsAgain {
    private final DueActions actions;
    private final ActiveRelease active;
    private final AskAboutOne arbiter;
    private final CarryRulings carry;
    private final ContactRows contacts;
    private final Outbox outbox;

    SendMessageAgain(
            DueActions actions,
            ActiveRelease active,
            AskAboutOne arbiter,
            CarryRulings carry,
            ContactRows contacts,
            Outbox outbox) {
        this.actions = actions;
        this.active = active;
        this.arbiter = arbiter;
        this.carry = carry;
        this.contacts = contacts;
        this.outbox = outbox;
    }

    @Override
    public Answer again(Transaction tx, BusinessId business, UUID id, Instant moment) throws SQLException {
        Instant now = moment.truncatedTo(ChronoUnit.MICROS);
        Optional<DueActions.OfClient> given = actions.givenUp(tx, id);
        if (given.isEmpty()) {
            return new Answer.NotTheirs();
        }
        long client = given.get().client();
        boolean there = tx.first(
                        "select 1 from client where id = ? and business_id = ? and erased_at is null for update",
                        row -> true,
                        client,
                        business.value())
                .isPresent();
        if (!there) {
            return new Answer.NotTheirs();
        }
        DueActions.Queued action = given.get().action();
        AskAboutOne.Answer asked = arbiter.ask(tx, business, active.running(tx, business), client, action, now, true);
        return switch (asked.ruling().verdict()) {
            case Verdict.Send send -> {
                outbox.makeRoom(tx, business, id);
                Set<UUID> unwritten = carry.out(
                        tx, List.of(new CarryRulings.Decided(asked.input(), action, asked.ruling(), asked.means())));
                contacts.take(tx, business, List.of(asked.ruling()));
                yield unwritten.isEmpty()
                        ? new Answer.Again()
                        : new Answer.No("the release that answers cannot write it");
            }
            case Verdict.Hold hold -> new Answer.No(hold.gate().word() + ": " + hold.detail());
            case Verdict.Drop drop -> new Answer.No(drop.gate().word() + ": " + drop.detail());
            case Verdict.Perform perform -> new Answer.NotTheirs();
        };
    }
}
