/** Tests of tables cell by cell. */
@NullMarked
package io.regulars.releases.tables;

import org.jspecify.annotations.NullMarked;
