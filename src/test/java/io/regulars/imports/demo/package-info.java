@NullMarked
package io.regulars.imports.demo;

import org.jspecify.annotations.NullMarked;
