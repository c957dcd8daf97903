package io.regulars.consistency;

import java.util.List;

/**
 * What an audit of a sample found.
 *
 * @param clients how many were drawn
 * @param waiting of those, how many are to be evaluated anyway, and were not compared
 * @param drift of how many something differs
 * @param cutOffs what differs in the ranking by spend
 */
record AuditReport(
        String release,
        long clients,
        long waiting,
        long drift,
        List<Drifting> drifting,
        List<Audit.Difference> cutOffs) {
    AuditReport {
        drifting = List.copyOf(drifting);
        cutOffs = List.copyOf(cutOffs);
    }

    /** A client, by the caller's id, and what differs. */
    record Drifting(String client, List<Audit.Difference> differences) {
        Drifting {
            differences = List.copyOf(differences);
        }
    }
}
