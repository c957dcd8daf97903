@NullMarked
package io.regulars.releases.builder;

import org.jspecify.annotations.NullMarked;
