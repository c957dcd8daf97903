package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;

/** Brings the steps in which clients came to spend what they spend up to date, where older histories have none yet. */
public interface MissingSteps {
    /** Writes whatever is not written yet of the clients of a business; takes a transaction for some hundred of them. */
    void write(BusinessId business);
}
