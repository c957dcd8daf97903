package io.regulars.facts.past;

import io.regulars.facts.history.PassState;
import io.regulars.facts.history.Version;
import io.regulars.facts.measures.Passes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client's passes going back over their past. */
final class RunningPasses {
    private final Past past;
    private final Map<String, PassState> present = new HashMap<>();
    private final Rewind<PassState> rewind;

    RunningPasses(Past past) {
        this.past = past;
        rewind = new Rewind<>(lasting(past.history().passes()), new Rewind.Present<>() {
            @Override
            public void enters(PassState pass) {
                present.put(pass.id(), pass);
            }

            @Override
            public void leaves(PassState pass) {
                present.remove(pass.id());
            }
        });
    }

    /** As they stood at a moment, which is never after the one before. */
    Passes at(Instant moment) {
        rewind.to(moment);
        return new Passes(present.values(), past.business().zone(), past.day(moment));
    }

    /** Each state until the next of the same pass. */
    private static List<Lasting<PassState>> lasting(List<Version<PassState>> standing) {
        var lasting = new ArrayList<Lasting<PassState>>();
        Map<String, Instant> next = new HashMap<>();
        for (Version<PassState> version : standing.reversed()) {
            Instant until = next.put(version.id(), version.occurredAt());
            if (version.state() != null) {
                lasting.add(new Lasting<>(version.state(), version.occurredAt(), until == null ? Instant.MAX : until));
            }
        }
        return lasting;
    }
}
