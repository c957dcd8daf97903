/** What a native binary must be told of: found by an agent while the packaged service runs, and compared with what is told. */
@NullMarked
package io.regulars.binary;

import org.jspecify.annotations.NullMarked;
