/** What clients did besides booking, and what they answered. */
@NullMarked
package io.regulars.activity;

import org.jspecify.annotations.NullMarked;
