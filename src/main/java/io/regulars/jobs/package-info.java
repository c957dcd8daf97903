/** Background work that clients need not wait for: rows with a heartbeat, and batches of clients on several threads. */
@NullMarked
package io.regulars.jobs;

import org.jspecify.annotations.NullMarked;
