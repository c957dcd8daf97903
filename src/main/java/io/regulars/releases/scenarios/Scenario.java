package io.regulars.releases.scenarios;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.rules.model.YamlDocument;
import io.regulars.simulation.Simulation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's life and what is expected of it.
 *
 * @param pointer where it stands in its file
 * @param client external id
 * @param othersMinor what each other client has spent, in minor units
 * @param timeline in the order of time
 */
record Scenario(
        String name,
        YamlDocument<ObjectNode> document,
        String pointer,
        BusinessSettings business,
        String client,
        List<Long> othersMinor,
        List<Line> timeline) {
    Scenario {
        othersMinor = List.copyOf(othersMinor);
        timeline = List.copyOf(timeline);
    }

    /**
     * One moment: what is told, if anything, and then what is expected, if anything.
     *
     * @param expected null: nothing
     */
    record Line(Instant at, List<News> news, @Nullable Expectation expected) {
        Line {
            news = List.copyOf(news);
        }
    }

    /**
     * Something told of the client.
     *
     * @param into puts it into their history
     * @param triggerEvents what it means to rules
     */
    record News(Telling into, List<TriggerEvent> triggerEvents) {
        News {
            triggerEvents = List.copyOf(triggerEvents);
        }
    }

    /** Puts something into a history. */
    @FunctionalInterface
    interface Telling {
        void into(Simulation.Told told);
    }
}
