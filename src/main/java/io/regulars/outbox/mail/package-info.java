/** Carries mail out by SMTP. */
@NullMarked
package io.regulars.outbox.mail;

import org.jspecify.annotations.NullMarked;
