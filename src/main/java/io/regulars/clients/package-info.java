/** Clients of a business: profiles, tags, consent, erasure; and how states of a thing are kept as versions. */
@NullMarked
package io.regulars.clients;

import org.jspecify.annotations.NullMarked;
