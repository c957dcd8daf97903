package io.regulars.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Where the service keeps things, and its clock. */
@ConfigMapping(prefix = "regulars")
public interface RegularsConfig {
    /** {@code REGULARS_DATA}: the folder of the embedded database. */
    @WithDefault("data")
    String data();

    /** {@code REGULARS_RULES}: the folder that rules are read from and that is watched for changes. */
    @WithDefault("rules")
    String rules();

    /**
     * {@code REGULARS_RULES_LEAD}: who says what the shared release is. {@code folder}: the rules folder; a saved file is
     * activated, and the API activates no other shared release. {@code api}: the API; a changed folder becomes a draft.
     */
    @WithDefault("folder")
    Lead rulesLead();

    /** Who says what the shared release is. */
    enum Lead {
        FOLDER,
        API
    }

    /**
     * {@code REGULARS_RULES_REFUSE}: codes of warnings that keep a release from running, such as
     * {@code never-true,missing-owner}; {@code all} for every warning.
     */
    Optional<Set<String>> rulesRefuse();

    /**
     * {@code REGULARS_HOLDOUTS}: whether campaigns leave out the share of clients that they say, so that their effect can be
     * told; {@code false} where all are to get everything.
     */
    @WithDefault("true")
    boolean holdouts();

    /**
     * {@code REGULARS_CLOCK}: for demonstrations and tests, the moment (ISO 8601 with offset) that the service takes as
     * its start; time runs on from it.
     */
    Optional<String> clock();

    /**
     * {@code REGULARS_CLOCK_MOVABLE}: for demonstrations and tests, whether {@code POST /api/clock} moves the service's
     * time.
     */
    @WithDefault("false")
    boolean clockMovable();
}
