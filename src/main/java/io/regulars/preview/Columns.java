package io.regulars.preview;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.model.Necessity;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;

/**
 * What some clients' properties are, side by side: while a threshold is being typed, whom it lets through is found by running
 * over numbers instead of asking every client. For one thread at a time.
 */
final class Columns {
    /** The properties asked about last; each takes up to 8 bytes a client. */
    private static final int MOST = 16;

    private final List<Client> clients;
    private final Map<Named, Column> columns = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Entry<Named, Column> eldest) {
            return size() > MOST;
        }
    };

    /** Of none of whose properties anything is known yet. */
    Columns(List<Client> clients) {
        this.clients = clients;
    }

    private record Named(String property, List<Object> arguments) {}

    /** The values of a property. */
    private sealed interface Column {
        /** NaN is unknown. */
        record Numbers(double[] values) implements Column {}

        /** Whose texts are which, or contain which. */
        record Texts(Map<String, BitSet> whose) implements Column {}

        /** Of whom it is true. */
        record Flags(BitSet whose) implements Column {}

        /** No prefilter looks at it. */
        record Other() implements Column {}
    }

    /** The places of those of whom it may be true. */
    BitSet candidates(Necessity necessity) {
        return switch (necessity) {
            case Necessity.All all -> {
                BitSet every = all();
                all.parts().forEach(part -> every.and(candidates(part)));
                yield every;
            }
            case Necessity.Any any -> {
                var some = new BitSet(clients.size());
                any.parts().forEach(part -> some.or(candidates(part)));
                yield some;
            }
            case Necessity.Between between ->
                column(between.property(), between.arguments()) instanceof Column.Numbers numbers
                        ? between(numbers.values, between.least(), between.most())
                        : all();
            case Necessity.Is is ->
                column(is.property(), is.arguments()) instanceof Column.Texts texts
                        ? texts.whose.getOrDefault(is.text(), new BitSet())
                        : all();
            case Necessity.Holds holds ->
                column(holds.property(), holds.arguments()) instanceof Column.Flags flags ? flags.whose : all();
            case Necessity.Booked booked -> all();
        };
    }

    private BitSet all() {
        var all = new BitSet(clients.size());
        all.set(0, clients.size());
        return all;
    }

    private static BitSet between(double[] values, double least, double most) {
        var found = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= least && values[i] <= most) {
                found.set(i);
            }
        }
        return found;
    }

    private Column column(String property, List<Object> arguments) {
        return columns.computeIfAbsent(
                new Named(property, arguments),
                named -> read(Vocabulary.CLIENT.property(property).orElseThrow(), arguments.toArray()));
    }

    private Column read(Property<Client> property, Object[] arguments) {
        return switch (property) {
            case Property.Numeric<Client> numeric ->
                new Column.Numbers(clients.stream()
                        .mapToDouble(client -> numeric.reader().read(client, arguments))
                        .toArray());
            case Property.Text<Client> text ->
                texts(client -> {
                    String one = text.reader().read(client, arguments);
                    return one == null ? List.of() : List.of(one);
                });
            case Property.Texts<Client> texts -> texts(client -> texts.reader().read(client, arguments));
            case Property.Flag<Client> flag -> {
                var whose = new BitSet(clients.size());
                for (int i = 0; i < clients.size(); i++) {
                    whose.set(i, flag.reader().read(clients.get(i), arguments) == Truth.TRUE);
                }
                yield new Column.Flags(whose);
            }
            case Property.Day<Client> day -> new Column.Other();
            case Property.Rank<Client> rank -> new Column.Other();
        };
    }

    private Column texts(Function<Client, Iterable<String>> read) {
        Map<String, BitSet> whose = new HashMap<>();
        for (int i = 0; i < clients.size(); i++) {
            for (String text : read.apply(clients.get(i))) {
                whose.computeIfAbsent(text, first -> new BitSet()).set(i);
            }
        }
        return new Column.Texts(whose);
    }
}
