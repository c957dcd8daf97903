@NullMarked
package io.regulars.releases.activation;

import org.jspecify.annotations.NullMarked;
