/** Formats of text: Markdown to HTML and plain text, one line, parts of an SMS, a name in each language. */
@NullMarked
package io.regulars.templates.text;

import org.jspecify.annotations.NullMarked;
