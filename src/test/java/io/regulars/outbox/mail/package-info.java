@NullMarked
package io.regulars.outbox.mail;

import org.jspecify.annotations.NullMarked;
