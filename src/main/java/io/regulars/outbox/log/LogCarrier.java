package io.regulars.outbox.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.Parcel;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Says in the log that something would have gone out; not to whom, and not what, since logs are kept by others. */
@ApplicationScoped
class LogCarrier implements Carrier {
    private static final Logger LOG = Logger.getLogger(LogCarrier.class);

    @Override
    public EndpointKind kind() {
        return EndpointKind.LOG;
    }

    @Override
    public Duration longest() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Attempted carry(Parcel parcel) {
        LOG.infof("Sent %s by the log alone: %s, %d bytes.", parcel.id(), parcel.event(), parcel.body().length);
        return new Attempted.Accepted(null, null);
    }

    @Override
    public ObjectNode settings(Fields fields) {
        return Json.MAPPER.createObjectNode();
    }
}
