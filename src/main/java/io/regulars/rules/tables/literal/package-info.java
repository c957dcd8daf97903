/** What stands in a cell as literals of DRL: numbers, dates, texts, ranges. */
@NullMarked
package io.regulars.rules.tables.literal;

import org.jspecify.annotations.NullMarked;
