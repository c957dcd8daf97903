/** Reads {@code campaigns/*.yaml}. */
@NullMarked
package io.regulars.campaigns.file;

import org.jspecify.annotations.NullMarked;
