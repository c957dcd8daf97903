@NullMarked
package io.regulars.access.people;

import org.jspecify.annotations.NullMarked;
