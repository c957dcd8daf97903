@NullMarked
package io.regulars.releases.diagnose;

import org.jspecify.annotations.NullMarked;
