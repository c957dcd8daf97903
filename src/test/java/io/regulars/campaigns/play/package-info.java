@NullMarked
package io.regulars.campaigns.play;

import org.jspecify.annotations.NullMarked;
