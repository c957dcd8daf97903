package io.regulars.delivery;

import io.regulars.outbox.sending.CarryOut;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides whatever is due, and carries out what has been decided, for those who let time pass and wait for what comes of it. */
@ApplicationScoped
public class DeliverDueActions {
    private final DecideDueActions decide;
    private final CarryOut carryOut;

    DeliverDueActions(DecideDueActions decide, CarryOut carryOut) {
        this.decide = decide;
        this.carryOut = carryOut;
    }

    /** Works off all that is due now and says how many actions were decided. */
    public int deliver() {
        int decided = decide.decide();
        carryOut.carryOut();
        return decided;
    }
}
