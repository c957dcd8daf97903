package io.regulars.access.people;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may do what of those who sign in by a company's own sign-in. */
@ConfigMapping(prefix = "regulars")
public interface PeopleConfig {
    /**
     * {@code REGULARS_SIGN_IN_GROUPS}: which group of the company may act as what, in which business:
     * {@code owners=default:admin, marketing=default:analyst+viewer}. The first that a person is in decides on the business.
     */
    Optional<String> signInGroups();
}
