@NullMarked
package io.regulars.clients;

import org.jspecify.annotations.NullMarked;
