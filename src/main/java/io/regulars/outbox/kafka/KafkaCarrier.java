package io.regulars.outbox.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.platform.json.Fields;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Tells events as records of a topic. The value is the body that a webhook gets, the header {@code id} is the same at each attempt, and the
 * key is the same for all that concerns one client, so that a partition keeps its order.
 */
@ApplicationScoped
class KafkaCarrier implements Carrier {
    /** A little more than the producer itself waits for brokers and for their answer. */
    private static final Duration LONGEST = KafkaProducers.LONGEST.plusSeconds(1);

    private final KafkaProducers producers;
    private final KafkaSettings settings;

    KafkaCarrier(KafkaProducers producers, KafkaSettings settings) {
        this.producers = producers;
        this.settings = settings;
    }

    @Override
    public EndpointKind kind() {
        return EndpointKind.KAFKA;
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public Attempted carry(Parcel parcel) throws InterruptedException {
        if (!(parcel.payload() instanceof Payload.Event)) {
            return new Attempted.Refused(null, "this is no event, and a topic is told of nothing else", false);
        }
        Endpoint endpoint = parcel.endpoint();
        if (!settings.mayBeNamed(endpoint.settings().path("brokers").asText())) {
            return new Attempted.NotTaken(null, "its brokers are no longer among REGULARS_KAFKA_BROKERS");
        }
        String topic = endpoint.settings().path("topic").asText();
        boolean handedOver = false;
        try {
            Producer<byte[], byte[]> producer = producers.of(endpoint);
            // asks the brokers where the topic is, once; what fails here has not been sent
            producer.partitionsFor(topic);
            handedOver = true;
            RecordMetadata stored = producer.send(record(topic, parcel)).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempted.Accepted(null, stored.topic() + "-" + stored.partition() + "@" + stored.offset());
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            return failed(endpoint, Objects.requireNonNullElse(e.getCause(), e), handedOver);
        } catch (TimeoutException | KafkaException | IllegalStateException e) {
            // IllegalStateException: another attempt has closed the producer meanwhile
            return failed(endpoint, e, handedOver);
        }
    }

    private Attempted failed(Endpoint endpoint, Throwable failure, boolean handedOver) {
        if (!KafkaFailure.producerGoesOn(failure)) {
            producers.broke(endpoint);
        }
        return KafkaFailure.meaning(failure, endpoint.settings(), handedOver);
    }

    private static InterruptedException interrupted(InterruptException e) {
        var interrupted = new InterruptedException(e.getMessage());
        interrupted.initCause(e);
        return interrupted;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Parcel parcel) {
        List<Header> headers = List.of(
                new RecordHeader("id", utf8("msg_" + parcel.id())),
                new RecordHeader("type", utf8(parcel.event())),
                new RecordHeader("content-type", utf8("application/json")));
        return new ProducerRecord<>(topic, null, utf8(parcel.key()), parcel.body(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ObjectNode settings(Fields fields) {
        return settings.read(fields);
    }
}
