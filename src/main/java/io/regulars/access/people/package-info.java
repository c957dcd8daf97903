/** People who sign in by a company's own sign-in (OpenID Connect), beside keys for machines. */
@NullMarked
package io.regulars.access.people;

import org.jspecify.annotations.NullMarked;
