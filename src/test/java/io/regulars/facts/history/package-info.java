@NullMarked
package io.regulars.facts.history;

import org.jspecify.annotations.NullMarked;
