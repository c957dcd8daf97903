package io.regulars.preview;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalLong;

/** Populations that previews keep in memory. */
@ConfigMapping(prefix = "regulars.population")
interface PopulationConfig {
    /**
     * {@code REGULARS_POPULATION_RECORDS}: how many clients, bookings, receipts, answers and events of all businesses
     * together are kept in memory for previews, at about 350 bytes each. Unless set, as many as a third of the heap
     * holds. A business with more is read from the database at each question, of one
     * definition those whom it may concern.
     */
    OptionalLong records();
}
