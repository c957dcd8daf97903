/**
 * The clock, what is set of the service itself, and how tokens are signed. What every package may use lies in the rooms: database, problems, JSON,
 * REST, texts.
 */
@NullMarked
package io.regulars.platform;

import org.jspecify.annotations.NullMarked;
