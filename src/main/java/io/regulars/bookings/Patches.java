package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.clients.Moments;
import io.regulars.platform.Fields;
import java.time.Instant;
import java.util.Objects;

/** What has to be known of a patch before the state that it changes is. */
final class Patches {
    private Patches() {}

    /** As of when it is told; whom it names is checked, since that client is locked next. */
    static Instant moment(ObjectNode patch, Instant now) {
        var fields = new Fields(patch);
        Instant moment = Moments.occurredAt(fields, now);
        fields.id("client");
        fields.refuse();
        return Objects.requireNonNullElse(moment, now);
    }
}
