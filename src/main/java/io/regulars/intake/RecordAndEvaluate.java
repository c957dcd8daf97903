package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.StoreActivity;
import io.regulars.activity.StoreSurvey;
import io.regulars.activity.SurveyBody;
import io.regulars.bookings.BookingBody;
import io.regulars.bookings.FindMoves;
import io.regulars.bookings.PassBody;
import io.regulars.bookings.ReceiptBody;
import io.regulars.bookings.RemoveRecord;
import io.regulars.bookings.StoreBooking;
import io.regulars.bookings.StorePass;
import io.regulars.bookings.StoreReceipt;
import io.regulars.clients.Change;
import io.regulars.clients.ClientBody;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.clients.StoreClient;
import io.regulars.clients.StoreRecord;
import io.regulars.clients.TagClient;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.live.EvaluateClient;
import io.regulars.live.EvaluateClients;
import io.regulars.live.EvaluationAnswer;
import io.regulars.live.EvaluationAnswer.Taken;
import io.regulars.offers.OfferNotes;
import io.regulars.offers.RedeemOffers;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes what the booking system sends: stored and evaluated in one transaction, answered with what it caused. */
@ApplicationScoped
class RecordAndEvaluate {
    private final Clients clients;
    private final ReadOnly readOnly;
    private final StoreClient storeClient;
    private final TagClient tagClient;
    private final StoreBooking storeBooking;
    private final StoreReceipt storeReceipt;
    private final StorePass storePass;
    private final RemoveRecord removeRecord;
    private final FindMoves moves;
    private final Notes notes;
    private final RedeemOffers redeem;
    private final OfferNotes offerNotes;
    private final StoreActivity storeActivity;
    private final StoreSurvey storeSurvey;
    private final EvaluateClient evaluate;
    private final EvaluateClients evaluateClients;
    private final InstantSource clock;

    RecordAndEvaluate(
            Clients clients,
            ReadOnly readOnly,
            StoreClient storeClient,
            TagClient tagClient,
            StoreBooking storeBooking,
            StoreReceipt storeReceipt,
            StorePass storePass,
            RemoveRecord removeRecord,
            FindMoves moves,
            Notes notes,
            RedeemOffers redeem,
            OfferNotes offerNotes,
            StoreActivity storeActivity,
            StoreSurvey storeSurvey,
            EvaluateClient evaluate,
            EvaluateClients evaluateClients,
            InstantSource clock) {
        this.clients = clients;
        this.readOnly = readOnly;
        this.storeClient = storeClient;
        this.tagClient = tagClient;
        this.storeBooking = storeBooking;
        this.storeReceipt = storeReceipt;
        this.storePass = storePass;
        this.removeRecord = removeRecord;
        this.moves = moves;
        this.notes = notes;
        this.redeem = redeem;
        this.offerNotes = offerNotes;
        this.storeActivity = storeActivity;
        this.storeSurvey = storeSurvey;
        this.evaluate = evaluate;
        this.evaluateClients = evaluateClients;
        this.clock = clock;
    }

    EvaluationAnswer client(Transaction tx, Business business, String id, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        ClientRow client = clients.lock(tx, business.id(), id, now);
        ClientBody body = ClientBody.parse(readOnly.client(tx, json, client), business, now);
        Change<ObjectNode> change = storeClient.store(tx, business, client, body, now);
        EvaluationAnswer answer = answer(tx, business, client.id(), change, TriggerEvents.client(id, change));
        return change.kind() == Change.Kind.NOTHING ? answer.with(notes.repeated(tx, client.id(), body)) : answer;
    }

    EvaluationAnswer patchedClient(Transaction tx, Business business, String id, ObjectNode patch) throws SQLException {
        ClientRow client = clients.lockPresent(tx, business.id(), id)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no client '" + id + "'."));
        ObjectNode told = readOnly.client(tx, patch, client);
        Change<ObjectNode> change = storeClient.patch(tx, business, client, told, clock.instant());
        return answer(tx, business, client.id(), change, TriggerEvents.client(id, change));
    }

    /** Sets tags, and takes off tags whoever set them: staff, rules, or the profile itself. */
    EvaluationAnswer tags(Transaction tx, Business business, String id, List<String> add, List<String> remove)
            throws SQLException {
        Instant now = clock.instant();
        ClientRow client = clients.lock(tx, business.id(), id, now);
        boolean changed = tagClient.tag(tx, client, add, remove, now);
        var own = new TreeSet<String>();
        client.profile().path("tags").forEach(tag -> own.add(tag.asText()));
        if (own.removeAll(Set.copyOf(remove))) {
            ObjectNode patch = Json.MAPPER.createObjectNode();
            own.forEach(patch.putArray("tags")::add);
            storeClient.patch(tx, business, client, patch, now);
            changed = true;
        }
        return changed(tx, business, client.id(), changed);
    }

    EvaluationAnswer booking(Transaction tx, Business business, String id, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        return booking(
                tx,
                business,
                id,
                storeBooking.store(
                        tx, business, id, BookingBody.parse(id, ReadOnly.agreeing(json, id), business, now), now));
    }

    EvaluationAnswer patchedBooking(Transaction tx, Business business, String id, ObjectNode patch)
            throws SQLException {
        return booking(
                tx, business, id, storeBooking.patch(tx, business, id, ReadOnly.agreeing(patch, id), clock.instant()));
    }

    private EvaluationAnswer booking(
            Transaction tx, Business business, String id, StoreRecord.Stored<BookingState> stored) throws SQLException {
        BookingState booking = stored.change().after();
        BookingBody.refuseOwnPlace(booking);
        evaluateOthers(tx, business, stored);
        settle(tx, business, stored);
        TriggerEvents.Place place = place(tx, business, id, stored.client(), booking);
        EvaluationAnswer answer = answer(
                tx, business, stored.client(), stored.change(), TriggerEvents.booking(id, stored.change(), place));
        var said = new ArrayList<>(notes.booking(tx, business.id(), stored.client(), booking));
        String code = booking.offerCode();
        String client = answer.client();
        boolean present = stored.change().kind() != Change.Kind.PAST;
        if (code != null && client != null && present && booking.status() != BookingState.Status.CANCELLED) {
            var naming = new OfferNotes.Naming(client, id, true, code, booking.service(), booking.priceMinor());
            said.addAll(offerNotes.of(tx, business, naming, clock.instant()));
        }
        return answer.with(said);
    }

    /** The codes that the booking names now, and named until now. */
    private void settle(Transaction tx, Business business, StoreRecord.Stored<BookingState> stored)
            throws SQLException {
        Change<BookingState> change = stored.change();
        BookingState before = change.before();
        redeem.settle(
                tx,
                business.id(),
                RedeemOffers.named(
                        before == null ? null : before.offerCode(),
                        change.after().offerCode()),
                concerned(stored),
                clock.instant());
    }

    /** Our own numbers of those whose it is, was, or was in the past. */
    private static Set<Long> concerned(StoreRecord.Stored<?> stored) {
        var clients = new TreeSet<>(stored.others());
        clients.add(stored.client());
        Long movedFrom = stored.change().movedFrom();
        if (movedFrom != null) {
            clients.add(movedFrom);
        }
        return clients;
    }

    private TriggerEvents.Place place(Transaction tx, Business business, String id, long client, BookingState booking)
            throws SQLException {
        if (booking.status() == BookingState.Status.CANCELLED) {
            return new TriggerEvents.Place(false, null, moves.isReplaced(tx, business.id(), client, id));
        }
        if (booking.replaces() == null) {
            return TriggerEvents.Place.OWN;
        }
        var old = moves.named(tx, business.id(), booking.replaces());
        boolean ofAnother = old.isPresent() && old.get().client() != client;
        return new TriggerEvents.Place(
                !ofAnother, old.map(FindMoves.Named::startsAt).orElse(null), false);
    }

    EvaluationAnswer receipt(Transaction tx, Business business, String id, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        return receipt(
                tx,
                business,
                storeReceipt.store(
                        tx, business, id, ReceiptBody.parse(id, ReadOnly.agreeing(json, id), business, now), now));
    }

    EvaluationAnswer patchedReceipt(Transaction tx, Business business, String id, ObjectNode patch)
            throws SQLException {
        return receipt(
                tx, business, storeReceipt.patch(tx, business, id, ReadOnly.agreeing(patch, id), clock.instant()));
    }

    private EvaluationAnswer receipt(Transaction tx, Business business, StoreRecord.Stored<ReceiptState> stored)
            throws SQLException {
        evaluateOthers(tx, business, stored);
        ReceiptState before = stored.change().before();
        redeem.settleOfBookings(
                tx,
                business.id(),
                RedeemOffers.named(
                        before == null ? null : before.booking(),
                        stored.change().after().booking()),
                concerned(stored),
                clock.instant());
        return answer(tx, business, stored.client(), stored.change(), List.of())
                .with(notes.receipt(
                        tx, business.id(), stored.client(), stored.change().after()));
    }

    EvaluationAnswer pass(Transaction tx, Business business, String id, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        PassBody body = PassBody.parse(id, ReadOnly.agreeing(json, id), business, now);
        return pass(tx, business, storePass.store(tx, business, id, body, now));
    }

    EvaluationAnswer patchedPass(Transaction tx, Business business, String id, ObjectNode patch) throws SQLException {
        return pass(tx, business, storePass.patch(tx, business, id, ReadOnly.agreeing(patch, id), clock.instant()));
    }

    private EvaluationAnswer pass(Transaction tx, Business business, StoreRecord.Stored<PassState> stored)
            throws SQLException {
        evaluateOthers(tx, business, stored);
        return answer(tx, business, stored.client(), stored.change(), List.of());
    }

    EvaluationAnswer activity(Transaction tx, Business business, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        ActivityBody body = ActivityBody.parse(json, business, now);
        var stored = storeActivity.store(tx, business.id(), body, now, now);
        long client = stored.client().id();
        Optional<String> code = body.offerCode();
        if (code.isPresent()) {
            redeem.settle(tx, business.id(), List.of(code.get()), List.of(client), now);
        }
        EvaluationAnswer answer = stored.changed()
                ? evaluate.evaluate(tx, business.id(), client, TriggerEvents.activity(stored), EvaluationCause.CHANGE)
                        .to(Taken.LATEST, null, null)
                : evaluate.present(tx, business.id(), client).to(Taken.NOTHING, stored.occurredAt(), null);
        if (code.isEmpty()) {
            return answer;
        }
        var naming = new OfferNotes.Naming(body.client(), stored.id(), false, code.get(), null, null);
        return answer.with(offerNotes.of(tx, business, naming, now));
    }

    EvaluationAnswer survey(Transaction tx, Business business, ObjectNode json) throws SQLException {
        Instant now = clock.instant();
        SurveyBody body = SurveyBody.parse(json, business, now);
        var stored = storeSurvey.store(tx, business.id(), body, now);
        return answer(
                tx, business, stored.client().id(), stored.change(), TriggerEvents.survey(body.id(), stored.change()));
    }

    EvaluationAnswer removedBooking(Transaction tx, Business business, String id, Instant occurredAt)
            throws SQLException {
        Instant now = clock.instant();
        Optional<RemoveRecord.Removed> known = removeRecord.booking(tx, business.id(), id, occurredAt, now);
        if (known.isPresent() && known.get().changed()) {
            redeem.settleOfBookings(
                    tx, business.id(), List.of(id), List.of(known.get().clientId()), now);
        }
        return removed(tx, business, known);
    }

    EvaluationAnswer removedReceipt(Transaction tx, Business business, String id, Instant occurredAt)
            throws SQLException {
        Instant now = clock.instant();
        Optional<RemoveRecord.Removed> known = removeRecord.receipt(tx, business.id(), id, occurredAt, now);
        if (known.isPresent() && known.get().changed()) {
            redeem.settleOfReceipt(tx, business.id(), id, known.get().clientId(), now);
        }
        return removed(tx, business, known);
    }

    EvaluationAnswer removedPass(Transaction tx, Business business, String id, Instant occurredAt) throws SQLException {
        return removed(tx, business, removeRecord.pass(tx, business.id(), id, occurredAt, clock.instant()));
    }

    /** After something of the client changed that rules can see. */
    EvaluationAnswer changed(Transaction tx, Business business, long client, boolean changed) throws SQLException {
        return changed
                ? evaluate.evaluate(tx, business.id(), client, List.of(), EvaluationCause.CHANGE)
                        .to(Taken.LATEST, null, null)
                : evaluate.present(tx, business.id(), client).to(Taken.NOTHING, null, null);
    }

    /** A telling of the past may make that of a client another who is neither named nor loses the thing now. */
    private void evaluateOthers(Transaction tx, Business business, StoreRecord.Stored<?> stored) throws SQLException {
        for (long other : new TreeSet<>(stored.others())) {
            evaluate.evaluate(tx, business.id(), other, List.of(), EvaluationCause.CHANGE);
        }
    }

    private EvaluationAnswer removed(Transaction tx, Business business, Optional<RemoveRecord.Removed> known)
            throws SQLException {
        if (known.isEmpty()) {
            return evaluate.ofNobody(tx, business.id()).to(Taken.LATEST, null, null);
        }
        RemoveRecord.Removed removed = known.get();
        EvaluationAnswer answer = removed.changed()
                ? evaluate.evaluate(tx, business.id(), removed.clientId(), List.of(), EvaluationCause.CHANGE)
                : evaluate.present(tx, business.id(), removed.clientId());
        return answer.to(removed.changed() ? Taken.LATEST : Taken.NOTHING, removed.beatenBy(), null);
    }

    private EvaluationAnswer answer(
            Transaction tx, Business business, long client, Change<?> change, List<TriggerEvent> triggerEvents)
            throws SQLException {
        Long movedFrom = change.movedFrom();
        EvaluationAnswer former = null;
        if (movedFrom != null) {
            // what the one has lost the other has won before either is ranked
            evaluateClients.updateSpend(tx, business.id(), List.of(movedFrom, client));
            former = evaluate.evaluate(tx, business.id(), movedFrom, List.of(), EvaluationCause.CHANGE);
        }
        EvaluationAnswer answer = change.kind() == Change.Kind.NOTHING
                ? evaluate.present(tx, business.id(), client)
                : evaluate.evaluate(tx, business.id(), client, triggerEvents, EvaluationCause.CHANGE);
        return answer.to(Taken.valueOf(change.kind().name()), change.beatenBy(), former);
    }
}
