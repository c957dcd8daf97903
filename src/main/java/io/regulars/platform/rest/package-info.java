/** What all operations have in common: problems as answers, pages, parameters, the description of the API. */
@NullMarked
package io.regulars.platform.rest;

import org.jspecify.annotations.NullMarked;
