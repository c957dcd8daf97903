/** Carries out by requests of HTTP: signed webhooks, and what a template says; never into networks that are not allowed. */
@NullMarked
package io.regulars.outbox.http;

import org.jspecify.annotations.NullMarked;
