/** Segments: who is in them, who came and went, and what an analyst wrote about them. */
@NullMarked
package io.regulars.segments;

import org.jspecify.annotations.NullMarked;
