/** Scenarios: lives of clients that analysts write beside the rules, with what is expected at each moment. */
@NullMarked
package io.regulars.releases.scenarios;

import org.jspecify.annotations.NullMarked;
