/** Businesses and their settings, keys and roles: who may call, and for which business. */
@NullMarked
package io.regulars.access;

import org.jspecify.annotations.NullMarked;
