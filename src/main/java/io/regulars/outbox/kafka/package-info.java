/** Events as records in topics of Kafka. */
@NullMarked
package io.regulars.outbox.kafka;

import org.jspecify.annotations.NullMarked;
