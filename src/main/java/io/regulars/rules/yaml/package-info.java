/** Reads the YAML files of a release, strictly. */
@NullMarked
package io.regulars.rules.yaml;

import org.jspecify.annotations.NullMarked;
