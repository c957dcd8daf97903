/** Who may call, and for which business: the caller and their roles; the audit log of what they did. */
@NullMarked
package io.regulars.access;

import org.jspecify.annotations.NullMarked;
