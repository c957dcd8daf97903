/** The visual builder's definitions: JSON to the rule tree and back. */
@NullMarked
package io.regulars.rules.builder;

import org.jspecify.annotations.NullMarked;
