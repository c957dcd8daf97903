package io.regulars.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be so of one client. Whenever something is told, their whole past is looked at anew; what was found of a time
 * between two moments at which anything could change is used again only where just the same is known of it.
 */
final class NaiveClient implements Ranks.Spends {
    private final NaiveBusiness business;
    private final String name;
    private final Map<Instant, Found> known = new HashMap<>();
    private final List<NaiveBusiness.Transition> transitions = new ArrayList<>();
    private TreeMap<String, Instant> held = new TreeMap<>();
    private Story story =
            new Story(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    private NavigableMap<Instant, Story.View> views = new TreeMap<>();
    private NavigableSet<Instant> edges = new TreeSet<>();
    private boolean news;

    NaiveClient(NaiveBusiness business, String name) {
        this.business = business;
        this.name = name;
    }

    /** What a time was found to be like, from what was known of it. */
    private record Found(Story.View view, NaiveSegments.Unranked unranked) {}

    /** A moment of the past, and what was held then. */
    private record Past(Instant moment, Set<String> held) {}

    /** Something was told of them. */
    void learned() {
        NavigableMap<Instant, Story.View> before = views;
        story = business.told.story(name);
        views = new TreeMap<>();
        add(Instant.MIN, before);
        story.changes().forEach(moment -> add(moment, before));
        edges = edges();
        news = true;
    }

    /** The moments at which anything but the day and the ranks could change. */
    private NavigableSet<Instant> edges() {
        var moments = new TreeSet<>(views.keySet());
        story.everyBooking().forEach(booking -> {
            moments.add(booking.startsAt());
            if (business.settings.assumeCompletedAfter() != null) {
                moments.add(NaiveFacts.assumedCompletedAt(business.settings, booking));
            }
        });
        story.activities().forEach(activity -> moments.add(activity.at().plus(Duration.ofHours(24))));
        return moments;
    }

    private void add(Instant moment, NavigableMap<Instant, Story.View> before) {
        Story.View view = story.at(moment);
        Story.View same = before.isEmpty() ? view : before.floorEntry(moment).getValue();
        views.put(moment, view.equals(same) ? same : view);
    }

    /** Something was told that concerns everybody. */
    void catalogueChanged() {
        known.clear();
        news = true;
    }

    /** What others had spent is others than was known. */
    void ranksChanged() {
        news = true;
    }

    /** Between two edges they spend nothing, whatever day it becomes. */
    @Override
    public NavigableMap<Instant, Long> overTime() {
        var spent = new TreeMap<Instant, Long>();
        edges.tailSet(Instant.MIN, false)
                .forEach(edge -> spent.put(edge, unranked(edge).spend()));
        return spent;
    }

    NaiveSegments.Unranked unranked(Instant moment) {
        Story.View view = views.floorEntry(moment).getValue();
        Instant edge = edges.floor(moment);
        Instant midnight = business.settings.midnight(business.settings.day(moment));
        Instant from = edge.isAfter(midnight) ? edge : midnight;
        Found found = known.get(from);
        if (found == null || found.view != view) {
            found = new Found(view, NaiveSegments.of(new NaiveFacts(business.settings, view, moment)));
            known.put(from, found);
        }
        return found.unranked;
    }

    private boolean isNobody() {
        return story.isNobodys();
    }

    /** Of whom nothing stands any more, no rule speaks. */
    private Set<String> at(Instant moment) {
        return isNobody() ? Set.of() : unranked(moment).among(business.ranks.at(moment));
    }

    /** The moments from one on to another at which anything could change; both ends included. */
    private NavigableSet<Instant> candidates(Instant from, Instant until) {
        var moments = new TreeSet<>(edges.subSet(from, true, until, true));
        for (long day = business.settings.day(from); day <= business.settings.day(until); day++) {
            moments.add(business.settings.midnight(day));
        }
        moments.addAll(business.ranks.moves());
        return new TreeSet<>(moments.subSet(from, true, until, true));
    }

    /** Compares with what was held, and looks back for the moment of each change. */
    void look(Instant now) {
        Set<String> present = at(now);
        if (!news && present.equals(held.keySet())) {
            return; // each moment on the way was looked at, too
        }
        news = false;
        List<Past> past = past(now);
        var next = new TreeMap<String, Instant>();
        for (String segment : present) {
            Instant since = since(segment, past, now);
            next.put(segment, since);
            if (!held.containsKey(segment)) {
                transitions.add(new NaiveBusiness.Transition(since, "ENTERED", segment));
            }
        }
        held.forEach((segment, since) -> {
            if (!present.contains(segment)) {
                transitions.add(new NaiveBusiness.Transition(left(segment, since, past, now), "LEFT", segment));
            }
        });
        held = next;
    }

    /** All that is known of the time before now, latest first. */
    private List<Past> past(Instant now) {
        if (isNobody()) {
            return List.of();
        }
        Instant first = views.higherKey(Instant.MIN);
        return candidates(first, now).headSet(now, false).descendingSet().stream()
                .map(moment -> new Past(moment, at(moment)))
                .toList();
    }

    /** The earliest moment from which a segment has been held. */
    private static Instant since(String segment, List<Past> past, Instant now) {
        Instant since = now;
        for (Past then : past) {
            if (!then.held.contains(segment)) {
                return since;
            }
            since = then.moment;
        }
        return since;
    }

    /** When a segment was left; if from what is known now it was never held, when it began. */
    private static Instant left(String segment, Instant began, List<Past> past, Instant now) {
        Instant since = now;
        for (Past then : past) {
            // nothing changed from then until the next of these moments, when it began included
            if (then.held.contains(segment)) {
                return since;
            }
            if (!then.moment.isAfter(began)) {
                return began;
            }
            since = then.moment;
        }
        return began;
    }

    /** The first moment after one and not after another at which time alone changes something; null if there is none. */
    @Nullable
    Instant nextChange(Instant after, Instant until) {
        long spend = unranked(after).spend();
        for (Instant moment : candidates(after, until).tailSet(after, false)) {
            if (unranked(moment).spend() != spend || !at(moment).equals(held.keySet())) {
                return moment;
            }
        }
        return null;
    }

    Map<String, Instant> held() {
        return held;
    }

    /** The transitions since the last call. */
    List<NaiveBusiness.Transition> takeTransitions() {
        var taken = List.copyOf(transitions);
        transitions.clear();
        return taken;
    }
}
