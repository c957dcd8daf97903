package io.regulars.preview;

import io.regulars.facts.Client;
import io.regulars.facts.Left;
import io.regulars.rules.model.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a client by other rules, compared with what is stored.
 *
 * @param stayed of segments they are in and stay in
 * @param stayedSince when each of those began, in their order
 * @param left segments they are in and leave, now
 */
record SegmentComparison(
        Client client, List<Assignment> entered, List<Assignment> stayed, List<Instant> stayedSince, List<Left> left) {
    /** By what the rules say of them; both are in the order of the segments' names. */
    static SegmentComparison of(ClientSnapshot clientSnapshot, Client client, List<Assignment> assignments) {
        List<String> held = clientSnapshot.held();
        List<Instant> since = clientSnapshot.since();
        if (areThese(held, assignments)) {
            return new SegmentComparison(client, List.of(), assignments, since, List.of());
        }
        var compared = new SegmentComparison(
                client, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int next = 0;
        for (Assignment assignment : assignments) {
            while (next < held.size() && held.get(next).compareTo(assignment.segment()) < 0) {
                compared.leaves(held.get(next), since.get(next));
                next++;
            }
            if (next < held.size() && held.get(next).equals(assignment.segment())) {
                compared.stayed.add(assignment);
                compared.stayedSince.add(since.get(next));
                next++;
            } else {
                compared.entered.add(assignment);
            }
        }
        for (; next < held.size(); next++) {
            compared.leaves(held.get(next), since.get(next));
        }
        return compared;
    }

    private static boolean areThese(List<String> held, List<Assignment> assignments) {
        if (held.size() != assignments.size()) {
            return false;
        }
        for (int i = 0; i < held.size(); i++) {
            if (!held.get(i).equals(assignments.get(i).segment())) {
                return false;
            }
        }
        return true;
    }

    private void leaves(String segment, Instant since) {
        left.add(new Left(client, segment, since, client.now()));
    }

    /** Whether they come into a segment or leave one. */
    boolean moves() {
        return !entered.isEmpty() || !left.isEmpty();
    }
}
