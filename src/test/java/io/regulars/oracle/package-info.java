/**
 * The oracle: a second, naive reading of {@code docs/domain.md} that a test compares the service with. It sees nothing but what
 * the test sent; it decides with no code of {@code facts}, {@code rules} or {@code evaluation}, and with no table.
 */
@NullMarked
package io.regulars.oracle;

import org.jspecify.annotations.NullMarked;
