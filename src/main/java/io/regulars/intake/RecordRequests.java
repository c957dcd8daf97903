package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidMoment;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the resources of clients, bookings, receipts and services do alike with a PUT, a PATCH, a GET and a DELETE. */
@ApplicationScoped
class RecordRequests {
    private final Intake intake;
    private final Database database;
    private final Caller caller;
    private final InstantSource clock;

    RecordRequests(Intake intake, Database database, Caller caller, InstantSource clock) {
        this.intake = intake;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    /** Work for the caller's business. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction tx, Business business) throws SQLException;
    }

    /** Work for the caller's business with the body of the request. */
    @FunctionalInterface
    interface Write {
        Object in(Transaction tx, Business business, ObjectNode body) throws SQLException;
    }

    /** Work for the caller's business with the moment since which a record is removed. */
    @FunctionalInterface
    interface Removal {
        EvaluationAnswer in(Transaction tx, Business business, Instant moment) throws SQLException;
    }

    /**
     * Takes a whole state of a record.
     *
     * @param kind one word for what it is; the same key may be used for records of different kinds
     * @param key the {@code Idempotency-Key}, if any
     * @throws ProblemException INVALID if the id or the body cannot be read
     */
    Response put(String kind, String id, @Nullable String key, InputStream body, Write write) {
        Fields.checkedId(id);
        return written("PUT " + kind + " " + id, key, body, write);
    }

    /** Takes some fields of a record, as {@link #put} takes all. */
    Response patch(String kind, String id, @Nullable String key, InputStream body, Write write) {
        Fields.checkedId(id);
        return written("PATCH " + kind + " " + id, key, body, write);
    }

    private Response written(String operation, @Nullable String key, InputStream body, Write write) {
        ObjectNode json = Json.object(body);
        return intake.write(
                new Intake.Request(caller.business(), key, operation, json),
                tx -> write.in(tx, caller.settings(), json));
    }

    /** Reads something in a transaction. */
    <T> T read(Work<T> work) {
        return database.transaction(tx -> work.in(tx, caller.settings()));
    }

    /**
     * Removes a record.
     *
     * @param occurredAt since when; null: now
     * @throws ProblemException INVALID if the id cannot be one, or that is no moment with its offset, or lies ahead
     */
    EvaluationAnswer remove(String id, @Nullable String occurredAt, Removal removal) {
        Fields.checkedId(id);
        Instant now = clock.instant();
        Instant moment = occurredAt == null ? now : moment(occurredAt, now);
        return read((tx, business) -> removal.in(tx, business, moment));
    }

    private static Instant moment(String text, Instant now) {
        try {
            return SaidMoment.checked(Codes.instant(text), now);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.INVALID, "occurredAt: " + e.getMessage());
        }
    }
}
