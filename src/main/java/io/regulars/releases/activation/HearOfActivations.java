package io.regulars.releases.activation;

import io.regulars.platform.database.Hearer;
import io.regulars.releases.store.ActivationSignal;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears what other replicas tell of activations. Without it everything works a second later. */
@ApplicationScoped
class HearOfActivations implements Hearer {
    private final PrepareActivations prepare;
    private final ActivationSignal news;

    HearOfActivations(PrepareActivations prepare, ActivationSignal news) {
        this.prepare = prepare;
        this.news = news;
    }

    @Override
    public String channel() {
        return ActivationSignal.CHANNEL;
    }

    @Override
    public void told() {
        news.tell();
        prepare.lookSoon();
    }
}
