@NullMarked
package io.regulars.contacts;

import org.jspecify.annotations.NullMarked;
