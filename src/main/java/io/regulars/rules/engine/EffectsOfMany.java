package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.rules.model.Given;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rules that fire in one session of many clients ask for, each for that client. */
final class EffectsOfMany implements StartsCampaigns, ChangesTags {
    private final Map<Client, Effects> effects = new IdentityHashMap<>();

    EffectsOfMany(List<Given> given, FiringListener watcher) {
        given.forEach(one -> effects.put(one.client(), new Effects(watcher)));
    }

    @Override
    public void start(Fired by, @Nullable String campaign) {
        of(by).start(by, campaign);
    }

    @Override
    public void add(Fired by, @Nullable String tag) {
        of(by).add(by, tag);
    }

    @Override
    public void remove(Fired by, @Nullable String tag) {
        of(by).remove(by, tag);
    }

    Map<Client, Effects> all() {
        return effects;
    }

    private Effects of(Fired by) {
        return Objects.requireNonNull(effects.get(by.client()), "a rule fires for a client of the session");
    }
}
