/** Reads DRL10 with Drools' own parsers into the rule tree. */
@NullMarked
package io.regulars.rules.drl;

import org.jspecify.annotations.NullMarked;
