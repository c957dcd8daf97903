@NullMarked
package io.regulars.outbox.sending;

import org.jspecify.annotations.NullMarked;
