/** The REST face of the visual builder: the vocabulary, and segments saved from definitions. */
@NullMarked
package io.regulars.releases.builder;

import org.jspecify.annotations.NullMarked;
