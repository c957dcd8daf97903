package io.regulars.ranking.past;

import io.regulars.facts.Cutoffs.Cut;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cuts whose past is kept, in one order: {@code 80000> 50000>=}. */
public final class PastCuts {
    private PastCuts() {}

    /** Cuts in the one order in which their past is kept. */
    public static List<Cut> inOrder(Collection<Cut> cuts) {
        return cuts.stream()
                .sorted(Comparator.comparingInt(Cut::percentile).thenComparing(Cut::strict))
                .toList();
    }

    /** The cuts as the row of the ranking keeps them. */
    public static String text(List<Cut> cuts) {
        return cuts.stream()
                .map(cut -> cut.percentile() + (cut.strict() ? ">" : ">="))
                .collect(Collectors.joining(" "));
    }

    /** None if nothing is kept. */
    public static List<Cut> read(@Nullable String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" "))
                        .map(cut -> new Cut(Integer.parseInt(cut.substring(0, cut.indexOf('>'))), cut.endsWith(">")))
                        .toList();
    }
}
