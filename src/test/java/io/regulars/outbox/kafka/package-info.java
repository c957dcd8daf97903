@NullMarked
package io.regulars.outbox.kafka;

import org.jspecify.annotations.NullMarked;
