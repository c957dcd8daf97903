/** What is wrong with a file while somebody writes it, before it is stored. */
@NullMarked
package io.regulars.releases.diagnose;

import org.jspecify.annotations.NullMarked;
