/** What rules take and give: data that other features may use too. */
@NullMarked
package io.regulars.rules.model;

import org.jspecify.annotations.NullMarked;
