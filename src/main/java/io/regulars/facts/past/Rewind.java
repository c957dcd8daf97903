package io.regulars.facts.past;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Goes back in time over states that lasted for a while, and tells on the way which come to be there and which no longer are. */
public final class Rewind<S> {
    private final List<Lasting<S>> entering;
    private final List<Lasting<S>> leaving;
    private final Present<S> present;
    private int entered;
    private int left;

    /** Beginning behind the end of time, where nothing is there yet. */
    public Rewind(List<Lasting<S>> all, Present<S> present) {
        Comparator<Lasting<S>> byUntil = Comparator.comparing(Lasting::until);
        Comparator<Lasting<S>> byFrom = Comparator.comparing(Lasting::from);
        this.entering = all.stream().sorted(byUntil.reversed()).toList();
        this.leaving = all.stream().sorted(byFrom.reversed()).toList();
        this.present = present;
    }

    /** Keeps what is made of the states that are there. */
    public interface Present<S> {
        /** It is there, seen from its end. */
        void enters(S state);

        /** Before its beginning it was not there. */
        void leaves(S state);
    }

    /** Goes back to a moment, which is never after the one before. */
    public void to(Instant moment) {
        while (true) {
            boolean enters =
                    entered < entering.size() && entering.get(entered).until().isAfter(moment);
            boolean leaves = left < leaving.size() && leaving.get(left).from().isAfter(moment);
            // where one state follows another, the later leaves first
            if (leaves
                    && (!enters
                            || !leaving.get(left)
                                    .from()
                                    .isBefore(entering.get(entered).until()))) {
                present.leaves(leaving.get(left++).state());
            } else if (enters) {
                present.enters(entering.get(entered++).state());
            } else {
                return;
            }
        }
    }
}
