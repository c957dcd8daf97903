/** What a campaign is: its steps, when they are due, on what terms; and the catalogue of a release. */
@NullMarked
package io.regulars.campaigns;

import org.jspecify.annotations.NullMarked;
