/** What the service did for one request, as spans for a collector: off unless asked for, and silent about clients. */
@NullMarked
package io.regulars.platform.tracing;

import org.jspecify.annotations.NullMarked;
