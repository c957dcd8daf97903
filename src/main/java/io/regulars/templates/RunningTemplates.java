package io.regulars.templates;

import io.regulars.access.businesses.BusinessId;

/** The templates of the release that answers for a business. */
@FunctionalInterface
public interface RunningTemplates {
    /** The catalogue; empty while no release is active. */
    TemplateCatalogue templates(BusinessId business);
}
