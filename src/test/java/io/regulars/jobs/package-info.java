@NullMarked
package io.regulars.jobs;

import org.jspecify.annotations.NullMarked;
