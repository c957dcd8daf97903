package io.regulars.evaluation;

import io.regulars.campaigns.StartCampaigns;
import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Profile;
import io.regulars.rules.Assignment;
import io.regulars.rules.Effect;
import io.regulars.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The starts that rules ask for when they begin to answer, of the clients of one part of a population. Who comes into a segment
 * or leaves it is taken to do so now; where it matters that it was earlier, the client is named instead of her starts.
 */
final class PossibleStarts {
    private final RuleSet rules;
    private final boolean everyone;
    private final Set<Long> dependingOnSince = new HashSet<>();
    private final List<StartCampaigns.Asked> fromChanges = new ArrayList<>();
    private final List<StartCampaigns.Asked> others = new ArrayList<>();
    private final Map<Long, Profile> profiles = new HashMap<>();

    PossibleStarts(RuleSet rules, boolean everyone) {
        this.rules = rules;
        this.everyone = everyone;
    }

    /** A client by what the rules say of her; facts of hers are computed. */
    void take(Resident resident, Client client, List<Assignment> assignments) {
        Map<String, Instant> held = new HashMap<>();
        for (int i = 0; i < resident.held().size(); i++) {
            held.put(resident.held().get(i), resident.since().get(i));
        }
        var entered = new ArrayList<Entered>();
        var members = new ArrayList<Member>();
        Set<String> changed = new HashSet<>();
        for (Assignment assignment : assignments) {
            Instant since = held.remove(assignment.segment());
            if (since == null) {
                entered.add(new Entered(client, assignment.segment(), client.now()));
                changed.add(assignment.segment());
            }
            members.add(new Member(client, assignment.segment(), since == null ? client.now() : since));
        }
        List<Left> left = held.entrySet().stream()
                .map(segment -> new Left(client, segment.getKey(), segment.getValue(), client.now()))
                .toList();
        changed.addAll(held.keySet());
        if (!changed.isEmpty() && rules.lookAtSince(changed)) {
            dependingOnSince.add(resident.id());
            profiles.put(resident.id(), resident.snapshot().profile());
            return;
        }
        rules.effects(client, List.of(), entered, left, members).forEach(effect -> {
            if (effect instanceof Effect.Start start) {
                (start.since().equals(client.now()) ? fromChanges : others).add(asked(resident.id(), start, everyone));
                profiles.put(resident.id(), resident.snapshot().profile());
            }
        });
    }

    /** A start as it is asked for when rules begin to answer. */
    static StartCampaigns.Asked asked(long client, Effect.Start start, boolean everyone) {
        return new StartCampaigns.Asked(client, start, everyone ? null : Backlog.RULES_CHANGED);
    }

    /** Those of other clients. */
    void add(PossibleStarts more) {
        dependingOnSince.addAll(more.dependingOnSince);
        fromChanges.addAll(more.fromChanges);
        others.addAll(more.others);
        profiles.putAll(more.profiles);
    }

    /** Clients of whom it has to be known since when they are in a segment, or are not. */
    Set<Long> dependingOnSince() {
        return dependingOnSince;
    }

    /** Starts from what was entered or left, as if that were now. */
    List<StartCampaigns.Asked> fromChanges() {
        return fromChanges;
    }

    /** All starts but those of some clients. */
    List<StartCampaigns.Asked> asked(Set<Long> without) {
        var all = new ArrayList<>(others);
        all.addAll(fromChanges);
        all.removeIf(asked -> without.contains(asked.client()));
        return all;
    }

    /** What a client is known by; one who has a start, or may have. */
    Profile profile(long client) {
        return profiles.getOrDefault(client, Profile.UNKNOWN);
    }
}
