/** The rules folder as an author of releases. */
@NullMarked
package io.regulars.releases.folder;

import org.jspecify.annotations.NullMarked;
