/** What is wrong with a release, before it may answer. */
@NullMarked
package io.regulars.releases.check;

import org.jspecify.annotations.NullMarked;
