package io.regulars.facts.past;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.measures.Diary;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client chose most often, of equals what they chose latest, going back over their completed bookings. */
final class RunningFavourite implements Running, Rewind.Present<BookingState> {
    private final Function<BookingState, @Nullable String> choice;
    private final Rewind<BookingState> completed;
    private final Map<String, TreeSet<BookingState>> chosen = new HashMap<>();

    /** @param choice what a booking has of the kind asked for; null: nothing that counts */
    RunningFavourite(Past past, Function<BookingState, @Nullable String> choice) {
        this.choice = choice;
        this.completed = new Rewind<>(past.standing(Status.COMPLETED), this);
    }

    @Override
    public void enters(BookingState booking) {
        String of = choice.apply(booking);
        if (of != null) {
            chosen.computeIfAbsent(of, same -> new TreeSet<>(Diary.BY_START)).add(booking);
        }
    }

    @Override
    public void leaves(BookingState booking) {
        String of = choice.apply(booking);
        if (of != null) {
            chosen.computeIfPresent(of, (same, all) -> {
                all.remove(booking);
                return all.isEmpty() ? null : all;
            });
        }
    }

    @Override
    public @Nullable String at(Instant moment) {
        completed.to(moment);
        String favourite = null;
        TreeSet<BookingState> most = new TreeSet<>(Diary.BY_START);
        for (Map.Entry<String, TreeSet<BookingState>> one : chosen.entrySet()) {
            TreeSet<BookingState> all = one.getValue();
            boolean later = all.size() == most.size() && Diary.BY_START.compare(all.last(), most.last()) > 0;
            if (all.size() > most.size() || later) {
                favourite = one.getKey();
                most = all;
            }
        }
        return favourite;
    }
}
