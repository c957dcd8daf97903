@NullMarked
package io.regulars.rules.model;

import org.jspecify.annotations.NullMarked;
