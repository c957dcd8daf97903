/** Benchmarks: each beside a baseline in the same run; results in {@code src/bench/RESULTS.md}. */
@NullMarked
package io.regulars.bench;

import org.jspecify.annotations.NullMarked;
