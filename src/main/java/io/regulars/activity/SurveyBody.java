package io.regulars.activity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidMoment;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A survey's answer as sent, checked.
 *
 * @param client external id
 * @param answeredAt null: now
 */
public record SurveyBody(
        String id,
        String client,
        SurveyContent.Kind kind,
        int score,
        @Nullable Instant answeredAt,
        @Nullable String booking) {
    /** Reads and checks an answer; all that is wrong is refused at once. */
    public static SurveyBody parse(ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        String id = fields.required("id", fields.id("id"));
        String client = fields.required("client", fields.id("client"));
        var kind = fields.required("kind", fields.constant("kind", SurveyContent.Kind.class));
        Integer score = fields.required("score", fields.whole("score", 0, 10));
        Instant answeredAt = SaidMoment.past(fields, "answeredAt", now);
        String booking = fields.id("booking");
        fields.finish();
        return new SurveyBody(
                requireNonNull(id),
                requireNonNull(client),
                requireNonNull(kind),
                requireNonNull(score),
                answeredAt,
                booking);
    }
}
