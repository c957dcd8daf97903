/** Texts of messages: templates of a release, the names they may use, and what they become for one client. */
@NullMarked
package io.regulars.templates;

import org.jspecify.annotations.NullMarked;
