/** What was told of one client, as it stands: the states of things, their versions, and the settings of the business that they are read by. */
@NullMarked
package io.regulars.facts.history;

import org.jspecify.annotations.NullMarked;
