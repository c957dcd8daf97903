/** Sheets of cells, from CSV and XLSX. XLSX is read by the JDK's own zip and XML readers, within bounds. */
@NullMarked
package io.regulars.rules.tables.sheet;

import org.jspecify.annotations.NullMarked;
