/** The cells of the table files of releases, as a grid reads and changes them. */
@NullMarked
package io.regulars.releases.tables;

import org.jspecify.annotations.NullMarked;
