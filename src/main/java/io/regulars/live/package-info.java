/** Evaluates clients as of now and stores the results: after requests, when their time comes, or everybody. */
@NullMarked
package io.regulars.live;

import org.jspecify.annotations.NullMarked;
