package io.regulars.oracle;

import io.regulars.oracle.Told.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the past of one thing: the state of a moment is put in between, and each later state is told again with what it did
 * not say itself, one field after the other.
 *
 * @param <S> a state
 */
final class Life<S> {
    private final List<Version<S>> all;
    private final Retelling<S> retelling;

    /** Of all that was told of it, which it changes. */
    Life(List<Version<S>> all, Retelling<S> retelling) {
        this.all = all;
        this.retelling = retelling;
    }

    /** Tells it, unless a state would come of it that cannot have been. */
    boolean tell(Version<S> told) {
        Version<S> first = told.whole() ? told : merged(told);
        var then = new ArrayList<>(all);
        then.replaceAll(version -> version.again() ? again(version) : version);
        List<Version<S>> later = lasts(then).stream()
                .filter(version -> version.at().isAfter(told.at()) && version.state() != null)
                .toList();
        List<Version<S>> changed = told.whole() ? goneOn(first, later) : spread(told, first, later);
        changed.forEach(version -> then.replaceAll(
                known -> known.at().equals(version.at()) && known.arrival() == version.arrival() ? version : known));
        then.add(first);
        boolean valid = retelling.isValid(Told.stateOf(first), first.at())
                && changed.stream().allMatch(version -> retelling.isValid(Told.stateOf(version), version.at()));
        if (valid) {
            then.sort(Comparator.comparing((Version<S> one) -> one.at()).thenComparingInt(Version::arrival));
            all.clear();
            all.addAll(then);
        }
        return valid;
    }

    /** From now on it is known to have been so then. */
    private static <S> Version<S> again(Version<S> version) {
        return version.with(version.client(), Told.stateOf(version));
    }

    /** Some fields over what was so then. */
    Version<S> merged(Version<S> patch) {
        List<Version<S>> known =
                lasts(all).stream().filter(version -> version.state() != null).toList();
        List<Version<S>> before = known.stream()
                .filter(version -> !version.at().isAfter(patch.at()))
                .toList();
        if (known.isEmpty()) {
            S nothing = Told.stateOf(patch);
            return new Version<>(patch.at(), patch.arrival(), patch.client(), nothing, patch.said(), false, false);
        }
        Version<S> base = before.isEmpty() ? known.getFirst() : before.getLast();
        S start = before.isEmpty() ? retelling.begun(Told.stateOf(base)) : Told.stateOf(base);
        S state = start;
        for (String field : patch.said()) {
            state = retelling.with(state, field, Told.stateOf(patch));
        }
        Set<String> said = new HashSet<>(patch.said());
        boolean whole = false;
        if (base.at().equals(patch.at())) {
            said.addAll(base.said());
            whole = base.whole();
        }
        String client = patch.said().contains("client") ? patch.client() : base.client();
        return new Version<>(
                patch.at(),
                patch.arrival(),
                client,
                retelling.completed(state, before.isEmpty() ? null : start, patch.at()),
                said,
                whole,
                false);
    }

    private List<Version<S>> spread(Version<S> told, Version<S> first, List<Version<S>> later) {
        Set<String> open = new HashSet<>(told.said());
        String following = retelling.following();
        boolean follows = following != null && open.contains(Retelling.LEADER) && open.add(following);
        var changed = new ArrayList<Version<S>>();
        for (Version<S> version : later) {
            open.removeAll(version.said());
            if (follows && version.said().contains(Retelling.LEADER)) {
                open.remove(following);
            }
            changed.add(over(version, open, first));
        }
        return changed;
    }

    private Version<S> over(Version<S> version, Set<String> fields, Version<S> source) {
        S state = Told.stateOf(version);
        for (String field : fields) {
            state = retelling.with(state, field, Told.stateOf(source));
        }
        String client = fields.contains("client") ? source.client() : version.client();
        return version.with(client, retelling.completed(state, null, version.at()));
    }

    private List<Version<S>> goneOn(Version<S> first, List<Version<S>> later) {
        var changed = new ArrayList<Version<S>>();
        Version<S> current = first;
        for (Version<S> version : later) {
            if (version.whole()) {
                break;
            }
            S state = Told.stateOf(current);
            for (String field : version.said()) {
                state = retelling.with(state, field, Told.stateOf(version));
            }
            String client = version.said().contains("client") ? version.client() : current.client();
            current = version.with(client, retelling.completed(state, null, version.at()));
            changed.add(current);
        }
        return changed;
    }

    /** Of each moment the last word. */
    private static <S> List<Version<S>> lasts(List<Version<S>> all) {
        var lasts = new ArrayList<Version<S>>();
        for (Version<S> version : all) {
            @Nullable Instant last = lasts.isEmpty() ? null : lasts.getLast().at();
            if (version.at().equals(last)) {
                lasts.removeLast();
            }
            lasts.add(version);
        }
        return lasts;
    }
}
