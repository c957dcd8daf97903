/**
 * Drools as its own users run it, to compare with: its own compilers, in a class loader of their own, over plain facts whose
 * values are computed beforehand.
 */
@NullMarked
package io.regulars.drools;

import org.jspecify.annotations.NullMarked;
