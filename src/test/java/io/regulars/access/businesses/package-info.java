@NullMarked
package io.regulars.access.businesses;

import org.jspecify.annotations.NullMarked;
