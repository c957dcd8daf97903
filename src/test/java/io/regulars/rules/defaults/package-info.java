/** The default rules, each at its edges. */
@NullMarked
package io.regulars.rules.defaults;

import org.jspecify.annotations.NullMarked;
