/** Rules: files of analysts become one typed tree, and the tree becomes a {@link io.regulars.rules.model.RuleSet}. */
@NullMarked
package io.regulars.rules;

import org.jspecify.annotations.NullMarked;
