/** Keeps where clients rank by spend: applies changes, and makes those due whom that concerns. */
@NullMarked
package io.regulars.ranking;

import org.jspecify.annotations.NullMarked;
