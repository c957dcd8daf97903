@NullMarked
package io.regulars.outbox;

import org.jspecify.annotations.NullMarked;
