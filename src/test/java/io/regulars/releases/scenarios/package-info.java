@NullMarked
package io.regulars.releases.scenarios;

import org.jspecify.annotations.NullMarked;
