/**
 * Reads decision tables in Drools' layout, from CSV and XLSX. Each row is written out as DRL, its cells as literals, and that
 * is read like any rule; what is wrong is told at the cell it comes from.
 */
@NullMarked
package io.regulars.rules.tables;

import org.jspecify.annotations.NullMarked;
