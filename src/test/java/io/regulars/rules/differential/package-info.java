/** The same rules and facts through Drools' own compiler and through ours: the same rules fire for the same facts. */
@NullMarked
package io.regulars.rules.differential;

import org.jspecify.annotations.NullMarked;
