package io.regulars.outbox.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of the producer means for an event. */
final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * What came of the attempt.
     *
     * @param handedOver whether the record may have gone out, so that nobody can tell whether a broker has it
     */
    static Attempted meaning(Throwable failure, ObjectNode settings, boolean handedOver) {
        Optional<String> forGood = forGood(failure, settings.path("topic").asText());
        if (forGood.isPresent()) {
            return new Attempted.Refused(null, forGood.get(), false);
        }
        String brokers = settings.path("brokers").asText();
        if (failure instanceof AuthenticationException) {
            return new Attempted.NotTaken(
                    null, "the broker lets nobody in with this user and secret: " + said(failure));
        }
        return handedOver
                ? new Attempted.InTheDark("no broker of " + brokers + " confirmed it: " + said(failure))
                : new Attempted.NotTaken(null, "no broker of " + brokers + " answered: " + said(failure));
    }

    /** Why no later attempt goes better, unless somebody changes the topic; empty: one may. */
    private static Optional<String> forGood(Throwable failure, String topic) {
        return Optional.ofNullable(
                switch (failure) {
                    case RecordTooLargeException e ->
                        "the topic '" + topic + "' takes no record of this size: " + said(e);
                    case AuthorizationException _ -> "this user may not write to the topic '" + topic + "'";
                    case InvalidTopicException _ -> "'" + topic + "' is no name of a topic";
                    case UnknownTopicOrPartitionException _ ->
                        "there is no topic '" + topic + "', and the broker makes none by itself";
                    default ->
                        failure.getCause() instanceof UnknownTopicOrPartitionException unknown
                                ? forGood(unknown, topic).orElse(null)
                                : null;
                });
    }

    /** Whether the producer can be used again after that; one whose user was refused, or that lost its place, cannot. */
    static boolean producerGoesOn(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof RecordTooLargeException
                || failure instanceof InvalidTopicException;
    }

    private static String said(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
