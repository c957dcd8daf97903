package io.regulars.preview;

import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.Backlog;
import io.regulars.evaluation.CampaignClients;
import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Member;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Given;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The starts that rules ask for when they begin to answer, of the clients of one part of a population. Who comes into a segment
 * or leaves it is taken to do so now; where it matters that it was earlier, the client is named instead of their starts.
 */
final class PossibleStarts {
    private final RuleSet rules;
    private final boolean everyone;
    private final Set<Long> dependingOnSince = new HashSet<>();
    private final List<StartCampaigns.Asked> fromChanges = new ArrayList<>();
    private final List<StartCampaigns.Asked> others = new ArrayList<>();
    private final Map<Long, Profile> profiles = new HashMap<>();
    private final List<ClientSnapshot> taken = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    PossibleStarts(RuleSet rules, boolean everyone) {
        this.rules = rules;
        this.everyone = everyone;
    }

    /** What becomes of a client. */
    void take(ClientSnapshot clientSnapshot, SegmentComparison compared) {
        if (compared.moves() && rules.lookAtSince(changed(compared))) {
            dependingOnSince.add(clientSnapshot.id());
            profiles.put(clientSnapshot.id(), clientSnapshot.snapshot().profile());
            return;
        }
        Client client = compared.client();
        List<Entered> entered = compared.entered().stream()
                .map(assignment -> new Entered(client, assignment.segment(), client.now()))
                .toList();
        var members = new ArrayList<Member>();
        entered.forEach(segment -> members.add(new Member(client, segment.segment(), segment.since())));
        for (int i = 0; i < compared.stayed().size(); i++) {
            members.add(new Member(
                    client,
                    compared.stayed().get(i).segment(),
                    compared.stayedSince().get(i)));
        }
        taken.add(clientSnapshot);
        given.add(new Given(client, List.of(), entered, compared.left(), members));
    }

    private static Set<String> changed(SegmentComparison compared) {
        Set<String> changed = new HashSet<>();
        compared.entered().forEach(assignment -> changed.add(assignment.segment()));
        compared.left().forEach(left -> changed.add(left.segment()));
        return changed;
    }

    /** Asks phase two about those taken; facts of theirs are computed. */
    PossibleStarts found() {
        List<List<Effect>> effects = rules.effects(given);
        for (int i = 0; i < taken.size(); i++) {
            ClientSnapshot clientSnapshot = taken.get(i);
            Instant now = given.get(i).client().now();
            BusinessSettings business = given.get(i).client().business();
            effects.get(i).forEach(effect -> {
                if (effect instanceof Effect.Start start) {
                    (start.since().equals(now) ? fromChanges : others)
                            .add(asked(
                                    clientSnapshot.id(),
                                    CampaignClients.of(clientSnapshot.snapshot(), business, now),
                                    start,
                                    everyone));
                    profiles.put(clientSnapshot.id(), clientSnapshot.snapshot().profile());
                }
            });
        }
        taken.clear();
        given.clear();
        return this;
    }

    /** A start as it is asked for when rules begin to answer. */
    static StartCampaigns.Asked asked(long client, CampaignClient known, Effect.Start start, boolean everyone) {
        return new StartCampaigns.Asked(client, known, start, everyone ? null : Backlog.RULES_CHANGED, true);
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

    /** All who have a start, or may have one. */
    Set<Long> clients() {
        return Collections.unmodifiableSet(profiles.keySet());
    }

    /** What a client is known by; one who has a start, or may have. */
    Profile profile(long client) {
        return profiles.getOrDefault(client, Profile.UNKNOWN);
    }
}
