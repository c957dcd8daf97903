@NullMarked
package io.regulars.releases.folder;

import org.jspecify.annotations.NullMarked;
