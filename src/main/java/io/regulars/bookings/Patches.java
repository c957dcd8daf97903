package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.clients.SaidMoment;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** What has to be known of a patch before the state that it changes is. */
final class Patches {
    private Patches() {}

    /**
     * As of when it is told; whom it names is checked, since that client is locked next.
     *
     * @param zone of a moment without offset
     */
    static Instant moment(ObjectNode patch, ZoneId zone, Instant now) {
        var fields = new Fields(patch);
        fields.readLocalTimesIn(zone);
        Instant moment = SaidMoment.occurredAt(fields, now);
        fields.id("client");
        fields.refuse();
        return Objects.requireNonNullElse(moment, now);
    }
}
