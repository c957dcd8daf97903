package io.regulars.drools;

import java.util.ArrayList;
import java.util.List;

/** What rules did, as lines that can be compared: {@code c-1 is in vip}. It is all of the rules' globals. */
public final class Consequences {
    private final List<String> lines = new ArrayList<>();

    /** Notes an assignment. */
    public void assign(Client client, String segment) {
        lines.add(client.id() + " is in " + segment);
    }

    /** Notes a start. */
    public void start(Client client, String campaign) {
        lines.add(client.id() + " starts " + campaign);
    }

    /** Notes a tag put on. */
    public void add(Client client, String tag) {
        lines.add(client.id() + " gets " + tag);
    }

    /** Notes a tag taken off. */
    public void remove(Client client, String tag) {
        lines.add(client.id() + " loses " + tag);
    }

    /** All of it, in the order it was done. */
    public List<String> lines() {
        return lines;
    }
}
