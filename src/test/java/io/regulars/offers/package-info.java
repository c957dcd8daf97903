@NullMarked
package io.regulars.offers;

import org.jspecify.annotations.NullMarked;
