/** A made-up business with a believable history, for demonstrations and measurements: the same seed, the same lines. */
@NullMarked
package io.regulars.imports.demo;

import org.jspecify.annotations.NullMarked;
