/** Rule releases: the rules folder is watched; a saved file becomes a checked release, which runs or is refused whole. */
@NullMarked
package io.regulars.releases;

import org.jspecify.annotations.NullMarked;
