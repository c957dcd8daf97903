/** The words that rules can say: the types of facts and their properties, each with its meaning, its unit and how it moves with time. */
@NullMarked
package io.regulars.facts.vocabulary;

import org.jspecify.annotations.NullMarked;
