/** How long rule texts take to become live rules, and these to judge clients: beside Drools' own compilers. */
@NullMarked
package io.regulars.bench.compilers;

import org.jspecify.annotations.NullMarked;
