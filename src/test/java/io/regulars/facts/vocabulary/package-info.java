@NullMarked
package io.regulars.facts.vocabulary;

import org.jspecify.annotations.NullMarked;
