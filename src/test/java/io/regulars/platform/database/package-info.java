@NullMarked
package io.regulars.platform.database;

import org.jspecify.annotations.NullMarked;
