/** A campaign that somebody starts once for all who are in a segment: its preview, the confirmed start, how far it is, and its end. */
@NullMarked
package io.regulars.broadcasts;

import org.jspecify.annotations.NullMarked;
