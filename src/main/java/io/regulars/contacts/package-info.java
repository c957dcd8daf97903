/** Where clients may be written to: addresses that are closed, how clients unsubscribe, and what came back of messages. */
@NullMarked
package io.regulars.contacts;

import org.jspecify.annotations.NullMarked;
