package io.regulars.facts.vocabulary;

import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.measures.Diary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client chooses most often over their completed bookings; of equals, what they chose latest. */
final class Favourites {
    private Favourites() {}

    /** What a booking has of the kind asked for; null: nothing that counts. */
    @FunctionalInterface
    interface Choice {
        @Nullable
        String of(Client client, BookingState booking);
    }

    /** Null if no completed booking has any. */
    static @Nullable String of(Client client, Choice choice) {
        Diary diary = client.diary();
        Map<String, Integer> counts = new HashMap<>();
        String favourite = null;
        int most = 0;
        for (int i = 0; i < diary.size(); i++) {
            String chosen = diary.isCompleted(i) ? choice.of(client, diary.booking(i)) : null;
            if (chosen == null) {
                continue;
            }
            int count = counts.merge(chosen, 1, Integer::sum);
            // bookings come in the order of their start, so the last to reach the most is the latest of equals
            if (count >= most) {
                most = count;
                favourite = chosen;
            }
        }
        return favourite;
    }
}
