package io.regulars.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.KeepConfig;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a write in one transaction. With an {@code Idempotency-Key} the first answer is kept for a while, a week unless set, and given again; a
 * second request of that key waits for the first.
 */
@ApplicationScoped
class Intake {
    private final Database database;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Duration answersKept;

    Intake(Database database, ObjectMapper json, InstantSource clock, KeepConfig config) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.answersKept = Duration.ofDays(config.answers());
    }

    /** A request as idempotency sees it. */
    record Request(BusinessId business, @Nullable String key, String operation, ObjectNode body) {}

    Response write(Request request, Database.Work<?> work) {
        String answer = withSecondTry(() -> database.transaction(tx -> {
            String key = request.key();
            return key == null ? text(work.in(tx)) : once(tx, request, Fields.checkedId(key), work);
        }));
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** Who was slower than somebody else at the same thing finds it settled the second time. */
    private static String withSecondTry(Supplier<String> work) {
        try {
            return work.get();
        } catch (ProblemException refusal) {
            if (refusal.code() != ErrorCode.CONFLICT) {
                throw refusal;
            }
            return work.get();
        } catch (DatabaseFailure failure) {
            if (!failure.lostRace()) {
                throw failure;
            }
            return work.get();
        }
    }

    private String once(Transaction tx, Request request, String key, Database.Work<?> work) throws SQLException {
        byte[] hash = hash(request.operation() + "\n" + request.body());
        int business = request.business().value();
        int first = tx.update("""
                insert into idempotency (business_id, key, request_hash, answer, created_at)
                values (?, ?, ?, '', ?) on conflict (business_id, key) do nothing
                """, business, key, hash, clock.instant());
        if (first == 0) {
            return earlier(tx, request.business(), key, hash);
        }
        Object answer = work.in(tx);
        String text = text(answer);
        String client = answer instanceof EvaluationAnswer caused ? caused.client() : null;
        tx.update("""
                update idempotency set answer = ?,
                       client_id = (select id from client where business_id = ? and external_id = ?)
                where business_id = ? and key = ?
                """, text, business, client, business, key);
        return text;
    }

    /** Forgets answers some time after they were given; a request repeated later is a new one. */
    @Scheduled(identity = "forget-answers", every = "1h", delayed = "1m")
    void forgetOldAnswers() {
        database.transaction(tx -> tx.update(
                "delete from idempotency where created_at < ?", clock.instant().minus(answersKept)));
    }

    private static String earlier(Transaction tx, BusinessId business, String key, byte[] hash) throws SQLException {
        Optional<String> answer = tx.first(
                "select answer from idempotency where business_id = ? and key = ? and request_hash = ?",
                row -> row.getString(1),
                business.value(),
                key,
                hash);
        return answer.orElseThrow(() -> new ProblemException(
                ErrorCode.INVALID, "This Idempotency-Key was used for another request; take a new one."));
    }

    private String text(@Nullable Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }

    private static byte[] hash(String request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
