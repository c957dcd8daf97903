package io.regulars.arbiter;

import io.regulars.arbiter.PlayQueues.Happened;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a play of queues comes to, in numbers.
 *
 * @param steps in the order of their campaigns and names
 * @param most the clients who get most messages, at most ten, those with most first
 */
public record SendingForecast(List<OfStep> steps, List<OfClient> most) {
    /** What is said with it, since nobody knows the future. */
    public static final String ASSUMPTION = "Nobody books, answers or unsubscribes meanwhile.";

    private static final int LONGEST = 10;

    public SendingForecast {
        steps = List.copyOf(steps);
        most = List.copyOf(most);
    }

    /**
     * A step of a campaign.
     *
     * @param sent how many go out, by day of the business's calendar
     * @param held how many wait at least once, by the gate that held them first
     * @param dropped how many never go out, by gate
     */
    public record OfStep(
            String campaign,
            String step,
            Map<LocalDate, Integer> sent,
            Map<Gate, Integer> held,
            Map<Gate, Integer> dropped) {
        public OfStep {
            sent = new TreeMap<>(sent);
            held = new TreeMap<>(held);
            dropped = new TreeMap<>(dropped);
        }
    }

    /** A client and how many messages they get. */
    public record OfClient(long client, int messages) {}

    /** Counts what happened. */
    public static SendingForecast of(List<Happened> happened, ZoneId zone) {
        var steps = new TreeMap<String, OfStep>();
        var messages = new HashMap<Long, Integer>();
        Set<UUID> held = new HashSet<>();
        for (Happened one : happened) {
            Terms terms = one.candidate().terms();
            OfStep step = steps.computeIfAbsent(
                    terms.campaign() + "/" + terms.step(),
                    first -> new OfStep(terms.campaign(), terms.step(), Map.of(), Map.of(), Map.of()));
            switch (one.verdict()) {
                case Verdict.Send send -> {
                    step.sent().merge(one.at().atZone(zone).toLocalDate(), 1, Integer::sum);
                    messages.merge(one.client(), 1, Integer::sum);
                }
                case Verdict.Hold hold -> {
                    if (held.add(one.candidate().id())) {
                        step.held().merge(hold.gate(), 1, Integer::sum);
                    }
                }
                case Verdict.Drop drop -> step.dropped().merge(drop.gate(), 1, Integer::sum);
                case Verdict.Perform perform -> {}
            }
        }
        List<OfClient> most = messages.entrySet().stream()
                .map(entry -> new OfClient(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(OfClient::messages).reversed().thenComparingLong(OfClient::client))
                .limit(LONGEST)
                .toList();
        return new SendingForecast(List.copyOf(steps.values()), most);
    }
}
