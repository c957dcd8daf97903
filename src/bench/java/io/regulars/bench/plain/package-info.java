/** The same facts as a Drools user would write them for Drools' own compilers: plain classes, values in place. */
@NullMarked
package io.regulars.bench.plain;

import org.jspecify.annotations.NullMarked;
