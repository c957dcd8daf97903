/** What scenarios expect otherwise than the rules of a draft do, as questions, and the answers to them. */
@NullMarked
package io.regulars.releases.expectations;

import org.jspecify.annotations.NullMarked;
