@NullMarked
package io.regulars.releases.lint;

import org.jspecify.annotations.NullMarked;
