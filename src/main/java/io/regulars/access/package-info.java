/** Businesses, their settings, and who may do what for them. */
@NullMarked
package io.regulars.access;

import org.jspecify.annotations.NullMarked;
