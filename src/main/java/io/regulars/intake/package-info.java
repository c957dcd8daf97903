/** The REST face that a booking system calls: stores, evaluates, answers. */
@NullMarked
package io.regulars.intake;

import org.jspecify.annotations.NullMarked;
