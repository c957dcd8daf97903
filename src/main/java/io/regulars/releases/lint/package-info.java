/** What is surely not meant in a release as a whole: rules, campaigns and what is written about segments, laid side by side. */
@NullMarked
package io.regulars.releases.lint;

import org.jspecify.annotations.NullMarked;
