/** Lowers the rule tree to Drools' canonical model and runs it; the only user of Drools' runtime. */
@NullMarked
package io.regulars.rules.engine;

import org.jspecify.annotations.NullMarked;
