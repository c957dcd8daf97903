package io.regulars.activity;

import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Change;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Owners;
import io.regulars.clients.SaidFields;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Takes a survey's answer; it occurred when it was given. */
@ApplicationScoped
public class StoreSurvey {
    private final Owners owners;

    StoreSurvey(Owners owners) {
        this.owners = owners;
    }

    /** What was stored, and for whom. */
    public record Stored(ClientRow client, Change<SurveyContent> change) {}

    /** Locks the client, and the one it belonged to, and stores the answer. */
    public Stored store(Transaction tx, BusinessId business, SurveyBody body, Instant now) throws SQLException {
        var owned = owners.lock(tx, business, SurveyContent.RECORDS, body.id(), body.client(), now);
        var content =
                new SurveyContent(body.kind(), body.score(), answeredAt(body, owned.latest(), now), body.booking());
        Change<SurveyContent> change = SurveyContent.RECORDS.store(
                tx,
                business,
                body.id(),
                owned.client().id(),
                owned.latest(),
                new Telling<>(content, content.answeredAt(), SaidFields.ALL),
                now);
        return new Stored(owned.client(), owned.withoutErased(change));
    }

    /** Without a moment the answer is as old as the news of it; the same score told again is no new answer. */
    private static Instant answeredAt(SurveyBody body, Optional<Latest<SurveyContent>> latest, Instant now) {
        if (body.answeredAt() != null) {
            return body.answeredAt();
        }
        return latest.map(Latest::state)
                .filter(known -> known.score() == body.score() && known.kind() == body.kind())
                .map(SurveyContent::answeredAt)
                .orElse(now);
    }
}
