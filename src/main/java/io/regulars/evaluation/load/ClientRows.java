package io.regulars.evaluation.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.evaluation.HistoryDelta;
import io.regulars.evaluation.LastEvaluation;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.EffectiveStates;
import io.regulars.facts.history.History;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one client as they come out of the database, until they are a history and what is held. */
public final class ClientRows {
    private final long id;
    private final String externalId;
    private final LastEvaluation last;
    private final @Nullable Instant evaluatedAt;
    private final List<ProfileEdit> profileEdits = new ArrayList<>();
    private final List<Version<BookingState>> bookings = new ArrayList<>();
    private final List<Version<ReceiptState>> receipts = new ArrayList<>();
    private final List<Version<PassState>> passes = new ArrayList<>();
    private final List<Version<SurveyState>> surveys = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Map<String, HeldSegment> memberships = new HashMap<>();
    private List<String> queued = List.of();
    private Instant changedFrom = Instant.MAX;
    private Instant spendChangedFrom = Instant.MAX;

    public ClientRows(long id, String externalId, LastEvaluation last) {
        this.id = id;
        this.externalId = externalId;
        this.last = last;
        this.evaluatedAt = last.at();
        if (last.ranksChangedFrom() != null) {
            changedFrom(last.ranksChangedFrom());
        }
    }

    /** One thing that changed the profile: a PUT, a tag, a consent. */
    private sealed interface ProfileEdit {
        Instant occurredAt();

        Instant recordedAt();

        record Body(Instant occurredAt, Instant recordedAt, JsonNode json) implements ProfileEdit {}

        record Tag(Instant occurredAt, Instant recordedAt, String tag) implements ProfileEdit {}

        record Untag(Instant occurredAt, Instant recordedAt, String tag) implements ProfileEdit {}

        record Consent(Instant occurredAt, Instant recordedAt, String channel, boolean granted)
                implements ProfileEdit {}
    }

    /** A state of the profile. */
    public void profile(Instant occurredAt, Instant recordedAt, JsonNode json) {
        profileEdits.add(new ProfileEdit.Body(occurredAt, recordedAt, json));
        learned(recordedAt, occurredAt);
    }

    /** A tag that staff or a rule set, and took off again if it has a second moment. */
    public void tag(Instant setAt, @Nullable Instant removedAt, String tag) {
        profileEdits.add(new ProfileEdit.Tag(setAt, setAt, tag));
        learned(setAt, setAt);
        if (removedAt != null) {
            untag(removedAt, tag);
        }
    }

    /** That a tag was taken off whose setting is not known. */
    public void untag(Instant removedAt, String tag) {
        profileEdits.add(new ProfileEdit.Untag(removedAt, removedAt, tag));
        learned(removedAt, removedAt);
    }

    void consent(Instant occurredAt, Instant recordedAt, String channel, boolean granted) {
        profileEdits.add(new ProfileEdit.Consent(occurredAt, recordedAt, channel, granted));
        learned(recordedAt, occurredAt);
    }

    /** A state of a booking; retold: it was told of a past that is known already. */
    public void booking(Version<BookingState> version, boolean retold) {
        add(bookings, version, retold);
    }

    /** A state of a receipt; retold as with bookings. */
    public void receipt(Version<ReceiptState> version, boolean retold) {
        add(receipts, version, retold);
    }

    /** A state of a pass; retold as with bookings. */
    public void pass(Version<PassState> version, boolean retold) {
        add(passes, version, retold);
    }

    /** A state of an answer to a survey; retold as with bookings. */
    public void survey(Version<SurveyState> version, boolean retold) {
        add(surveys, version, retold);
    }

    /** What was retold takes the place of what was known last of the thing at that moment; rows come in order. */
    private <S> void add(List<Version<S>> versions, Version<S> version, boolean retold) {
        for (int i = versions.size() - 1; retold && i >= 0; i--) {
            Version<S> known = versions.get(i);
            if (!known.occurredAt().equals(version.occurredAt())) {
                break;
            }
            if (known.id().equals(version.id())) {
                versions.remove(i);
                if (isNews(version.recordedAt())) {
                    spendChangedFrom(HistoryDelta.beginning(known));
                }
                break;
            }
        }
        versions.add(version);
    }

    /** Something that the client did. */
    public void activity(Activity activity, Instant recordedAt) {
        activities.add(activity);
        learned(recordedAt, activity.occurredAt());
    }

    /** A segment that the client is stored to be in. */
    public void membership(HeldSegment segment) {
        memberships.put(segment.name(), segment);
    }

    /** The campaigns of which something is queued for the client. */
    public void queued(List<String> campaigns) {
        queued = List.copyOf(campaigns);
    }

    /** The catalogue changed: what a past visit was worth may have, too. */
    void serviceChanged(String code, Instant recordedAt) {
        if (isNews(recordedAt)) {
            var codes = new HashSet<String>();
            services(codes);
            if (codes.contains(code)) {
                spendChangedFrom(Instant.EPOCH);
            }
        }
    }

    /** Adds the codes of services that the history names. */
    void services(Set<String> codes) {
        for (Version<BookingState> version : bookings) {
            if (version.state() != null) {
                codes.add(version.state().service());
            }
        }
        for (Version<ReceiptState> version : receipts) {
            if (version.state() != null && version.state().service() != null) {
                codes.add(version.state().service());
            }
        }
        for (Activity activity : activities) {
            if (activity.data().get("service") instanceof String code) {
                codes.add(code);
            }
        }
    }

    /** All that was read, as one client. */
    public LoadedClient finish(Currency currency, int release, List<TriggerEvent> triggerEvents) {
        triggerEvents.forEach(triggerEvent -> changedFrom(triggerEvent.occurredAt()));
        if (evaluatedAt != null) {
            var news = new HistoryDelta(evaluatedAt, this::spendChangedFrom);
            news.of(bookings, EffectiveStates::bookings);
            movedByNews(evaluatedAt);
            news.of(receipts, EffectiveStates::receipts);
            var others = new HistoryDelta(evaluatedAt, this::changedFrom);
            others.of(passes, EffectiveStates::passes);
            others.of(surveys, EffectiveStates::surveys);
        }
        Instant evaluated = evaluatedAt == null ? Instant.MIN : evaluatedAt;
        boolean sameRules = last.release() != null && last.release() == release;
        return new LoadedClient(
                id,
                new History(externalId, profiles(currency), bookings, receipts, passes, surveys, activities),
                evaluatedAt == null && memberships.isEmpty()
                        ? PreviousMemberships.NOTHING
                        : new PreviousMemberships(memberships, evaluated, changedFrom, sameRules),
                last,
                evaluatedAt == null ? Instant.MIN : spendChangedFrom,
                triggerEvents,
                queued);
    }

    /** What is told of a booking in the place of another tells, too, that nobody cancelled that, when it was cancelled. */
    private void movedByNews(Instant since) {
        Set<String> told = new HashSet<>();
        Set<String> replaced = new HashSet<>();
        for (Version<BookingState> version : bookings) {
            if (!version.recordedAt().isBefore(since)) {
                told.add(version.id());
            }
        }
        for (Version<BookingState> version : bookings) {
            if (version.state() != null && version.state().replaces() != null && told.contains(version.id())) {
                replaced.add(version.state().replaces());
            }
        }
        for (Version<BookingState> version : bookings) {
            if (replaced.contains(version.id())) {
                changedFrom(version.occurredAt());
            }
        }
    }

    private void learned(Instant recordedAt, Instant from) {
        if (isNews(recordedAt)) {
            changedFrom(from);
        }
    }

    private boolean isNews(Instant recordedAt) {
        return evaluatedAt != null && !recordedAt.isBefore(evaluatedAt);
    }

    private void spendChangedFrom(Instant moment) {
        changedFrom(moment);
        if (moment.isBefore(spendChangedFrom)) {
            spendChangedFrom = moment;
        }
    }

    private void changedFrom(Instant moment) {
        if (moment.isBefore(changedFrom)) {
            changedFrom = moment;
        }
    }

    private List<Version<Profile>> profiles(Currency currency) {
        // a stable sort: on a tie the database's order, which is that of arrival, stays
        profileEdits.sort(Comparator.comparing(ProfileEdit::occurredAt));
        var versions = new ArrayList<Version<Profile>>();
        Profile body = Profile.UNKNOWN;
        Set<String> tags = new HashSet<>();
        Map<String, Boolean> consents = new HashMap<>();
        for (ProfileEdit edit : profileEdits) {
            switch (edit) {
                case ProfileEdit.Body it -> body = new ProfileJson(it.json()).read(currency);
                case ProfileEdit.Tag it -> tags.add(it.tag());
                case ProfileEdit.Untag it -> tags.remove(it.tag());
                case ProfileEdit.Consent it -> consents.put(it.channel(), it.granted());
            }
            versions.add(new Version<>(externalId, edit.occurredAt(), edit.recordedAt(), body.with(tags, consents)));
        }
        boolean onlyTagged = profileEdits.stream()
                .allMatch(edit -> edit instanceof ProfileEdit.Tag || edit instanceof ProfileEdit.Untag);
        // who was named only by tags that were taken off again is nobody
        return onlyTagged && tags.isEmpty() ? List.of() : versions;
    }
}
