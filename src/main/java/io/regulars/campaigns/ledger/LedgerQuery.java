package io.regulars.campaigns.ledger;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which lines of the ledger a request asks for, beside their campaign. */
public class LedgerQuery {
    @QueryParam("client")
    @Nullable
    String client;

    @QueryParam("step")
    @Nullable
    String step;

    @Parameter(description = "One state, or several with commas between them: DONE,FAILED.")
    @QueryParam("state")
    @Nullable
    String state;

    @Parameter(description = "message, task, tag, untag or event.")
    @QueryParam("kind")
    @Nullable
    String kind;

    @Parameter(description = "Of tasks that staff were given: true, those that they said are done; false, the others.")
    @QueryParam("finished")
    @Nullable
    String finished;

    @Parameter(
            description =
                    "oldest: as their starts were decided. newest, soonest: by the moment at which a line was decided, or is due if it was"
                            + " not yet; 'from' and 'to' are of that moment then.")
    @QueryParam("order")
    @Nullable
    String order;

    @QueryParam("gate")
    @Nullable
    String gate;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    /** Those of one campaign; null: of all. */
    LedgerFilter of(@Nullable String campaign) {
        return LedgerFilter.of(campaign, client, step, state, gate, kind, finished, from, to);
    }

    /** Which line comes first. */
    LedgerOrder order() {
        return LedgerOrder.of(order);
    }
}
