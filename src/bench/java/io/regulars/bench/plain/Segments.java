package io.regulars.bench.plain;

import java.util.ArrayList;
import java.util.List;

/** Where rules put what they assign. */
public final class Segments {
    private final List<String> assigned = new ArrayList<>();

    /** Notes an assignment. */
    public void assign(Client client, String segment) {
        assigned.add(client.getId() + " " + segment);
    }

    /** What was assigned, as {@code <client> <segment>}. */
    public List<String> assigned() {
        return assigned;
    }
}
