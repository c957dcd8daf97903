@NullMarked
package io.regulars.releases.store;

import org.jspecify.annotations.NullMarked;
