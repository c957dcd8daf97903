@NullMarked
package io.regulars.platform.rest;

import org.jspecify.annotations.NullMarked;
