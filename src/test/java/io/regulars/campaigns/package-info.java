@NullMarked
package io.regulars.campaigns;

import org.jspecify.annotations.NullMarked;
