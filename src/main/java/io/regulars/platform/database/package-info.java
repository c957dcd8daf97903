/** The one PostgreSQL: transactions, what goes wrong in them, and what it tells us by NOTIFY. */
@NullMarked
package io.regulars.platform.database;

import org.jspecify.annotations.NullMarked;
