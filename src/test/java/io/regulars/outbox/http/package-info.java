@NullMarked
package io.regulars.outbox.http;

import org.jspecify.annotations.NullMarked;
