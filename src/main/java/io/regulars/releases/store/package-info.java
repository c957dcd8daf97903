/** Releases and their files as they are stored, edited, compared and merged. */
@NullMarked
package io.regulars.releases.store;

import org.jspecify.annotations.NullMarked;
