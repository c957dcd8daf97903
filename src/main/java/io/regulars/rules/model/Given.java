package io.regulars.rules.model;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import java.util.List;

/** What phase two sees of one client: what just happened, what was entered and left, and what is held now. */
public record Given(
        Client client, List<Trigger> triggers, List<Entered> entered, List<Left> left, List<Member> members) {
    public Given {
        triggers = List.copyOf(triggers);
        entered = List.copyOf(entered);
        left = List.copyOf(left);
        members = List.copyOf(members);
    }
}
