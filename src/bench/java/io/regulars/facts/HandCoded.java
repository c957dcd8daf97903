package io.regulars.facts;

import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.SurveyState.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The default segments as a programmer would write them out: the baseline of the evaluation benchmark. It reads the same
 * facts as the rules do, so what differs is the rules' matching. It stands in this package to see what they see.
 */
public final class HandCoded {
    private HandCoded() {}

    /** The segments of a client, each once. */
    public static List<String> segments(Client client) {
        var in = new ArrayList<String>();
        Visits visits = client.visits();
        int count = visits.count();
        add(in, count == 0, "lead");
        add(in, count == 1, "first-timer");
        add(in, count >= 2, "repeat");
        boolean top = client.cutoffs()
                .above(new Cutoffs.Cut(80_000, true), client.spendMinor())
                .holds();
        add(in, top && count >= 3, "vip");
        add(in, top, "top-spender");
        double since = visits.daysSinceLast();
        Reliability reliability = client.reliability();
        add(in, since >= 60 || reliability.noShows() >= 2, "at-risk");
        add(in, since >= 180, "lapsed");
        add(in, reliability.noShows() + reliability.lateCancellations() >= 2, "no-show-risk");
        int upcoming = upcoming(client);
        add(in, sinceLastBooking(client) >= 60 && upcoming == 0, "reactivation");
        add(in, visits.daysSinceFirst() <= 30 || count == 0 && client.person().daysSinceRegistration() <= 30, "new");
        add(in, count >= 3 && client.habits().morningShare() >= 0.7, "morning-regular");
        add(in, visits.trend() <= 0.5 && upcoming == 0, "frequency-drop");
        add(in, visits.overdueFactor() >= 1.5 && upcoming == 0, "overdue");
        add(in, visits.in(client.last(90)) > 3, "frequent");
        add(in, visits.in(client.last(365)) >= 5, "loyal");
        services(client, in);
        boolean massage = client.diary().isBooked(booking -> booking.service().equals("massage"));
        add(in, massage && client.spend().in(client.last(30)) > 200_00, "massage-big-spender");
        satisfaction(client, in);
        add(in, client.browsing().abandoned(client.last(7), client.now()) >= 1, "abandoned-booking");
        add(in, client.browsing().categoriesNotBooked(client.last(30)) >= 1, "browser");
        add(in, client.browsing().days(client.last(30)) >= 2, "returning-visitor");
        add(in, client.person().isLocal() == Truth.TRUE, "local");
        add(in, client.person().isLocal() == Truth.FALSE, "non-local");
        Profile profile = client.snapshot().profile();
        if (profile.city() != null) {
            in.add("city:" + profile.city());
        }
        if (profile.source() != null) {
            in.add("source:" + profile.source());
        }
        return in;
    }

    private static void services(Client client, List<String> in) {
        Diary diary = client.diary();
        for (int i = 0; i < diary.size(); i++) {
            if (diary.isCompleted(i)) {
                String code = diary.booking(i).service();
                BusinessSettings.Service service = client.business().services().get(code);
                addOnce(in, "service:" + code);
                if (service != null && service.category() != null) {
                    addOnce(in, "category:" + service.category());
                }
            }
        }
    }

    private static void satisfaction(Client client, List<String> in) {
        Ratings feedback = client.feedback();
        double last = feedback.last(Kind.CSAT);
        double previous = feedback.previous(Kind.CSAT);
        add(in, last >= 9, "satisfied");
        add(in, last >= 7 && last <= 8, "neutral");
        add(in, last <= 6, "detractor");
        add(in, previous < 7 && last >= 7, "recovered");
        add(in, previous < 7 && last < 7, "not-recovered");
        double stars = feedback.lastStars();
        add(in, stars >= 4, "positive-review");
        add(in, stars <= 2, "negative-review");
        boolean referred = client.activities().count(Activity.Type.REFERRED) >= 1;
        add(in, referred || stars == 5 && feedback.last(Kind.NPS) >= 9, "advocate");
    }

    private static int upcoming(Client client) {
        int upcoming = 0;
        Diary diary = client.diary();
        for (int i = 0; i < diary.size(); i++) {
            if (diary.status(i) == Status.BOOKED && diary.booking(i).startsAt().isAfter(client.now())) {
                upcoming++;
            }
        }
        return upcoming;
    }

    private static double sinceLastBooking(Client client) {
        return client.diary().size() == 0
                ? Double.NaN
                : client.todayNumber() - LocalTimes.day(client.diary().lastMadeAt(), client.zone());
    }

    private static void add(List<String> in, boolean holds, String segment) {
        if (holds) {
            in.add(segment);
        }
    }

    private static void addOnce(List<String> in, String segment) {
        if (!in.contains(segment)) {
            in.add(segment);
        }
    }
}
