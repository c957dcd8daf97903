/** The PostgreSQL that the service brings along for a laptop; nothing else knows of it. */
@NullMarked
package io.regulars.platform.embedded;

import org.jspecify.annotations.NullMarked;
