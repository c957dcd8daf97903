@NullMarked
package io.regulars.facts;

import org.jspecify.annotations.NullMarked;
