package io.regulars.contacts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidMoment;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads what a sending program tells of a message. */
final class FeedbackBody {
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

    private FeedbackBody() {}

    /** Reads and checks it; all that is wrong is refused at once. */
    static Feedback parse(ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        FeedbackType type = fields.required("type", fields.read("type", FeedbackType::of));
        Boolean permanent = fields.flag("permanent");
        String status = fields.read("status", FeedbackBody::status);
        Instant at = SaidMoment.past(fields, "at", now);
        if (type != null && type != FeedbackType.BOUNCED && (permanent != null || status != null)) {
            fields.wrong(permanent != null ? "permanent" : "status", "belongs to bounced");
        }
        if (type == FeedbackType.BOUNCED && permanent == null && status == null) {
            fields.wrong("permanent", "is needed of bounced, unless 'status' says it");
        }
        fields.finish();
        Instant moment = Objects.requireNonNullElse(at, now);
        return type == FeedbackType.BOUNCED
                ? Feedback.bounced(status, Boolean.TRUE.equals(permanent), moment)
                : Feedback.of(requireNonNull(type), moment);
    }

    private static String status(String text) {
        if (!STATUS.matcher(text).matches()) {
            throw new IllegalArgumentException("is a status such as 5.1.1");
        }
        return text;
    }
}
