/** Makes a release answer, on all replicas at once. */
@NullMarked
package io.regulars.releases.activation;

import org.jspecify.annotations.NullMarked;
