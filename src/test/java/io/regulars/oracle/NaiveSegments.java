package io.regulars.oracle;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The default segments by the words of {@code docs/domain.md}, and those of {@link #rules}, which look at time in other ways. */
final class NaiveSegments {
    private static final String RULES = """
            rule "O spent" when $c : Client( spendInLast(45) >= 100 ) then segments.assign($c, "o:spent-45"); end
            rule "O busy" when $c : Client( bookingsInLast(14) >= 2 ) then segments.assign($c, "o:busy-14"); end
            rule "O missed" when $c : Client( noShowsInLast(100) >= 1 ) then segments.assign($c, "o:missed-100"); end
            rule "O massage" when $c : Client( visitsToServiceInLast("massage", 60) >= 1 )
                then segments.assign($c, "o:massage-60"); end
            rule "O thirty" when $c : Client( age >= 30 ) then segments.assign($c, "o:thirty"); end
            rule "O forty" when $c : Client( age == 40 ) then segments.assign($c, "o:forty"); end
            rule "O season" date-effective "2024-02-29" date-expires "2027-03-28" when $c : Client( visits >= 1 )
                then segments.assign($c, "o:season"); end
            rule "O unreliable" when $c : Client( noShowRate > 0.3 ) then segments.assign($c, "o:unreliable"); end
            rule "O weekend" when $c : Client( weekendShare >= 0.5 ) then segments.assign($c, "o:weekend"); end
            rule "O favourite" when $c : Client( favouriteService == "massage" ) then segments.assign($c, "o:favourite"); end
            rule "O soon" when $c : Client() Booking( status == BOOKED, daysAgo >= -3, daysAgo <= 0 )
                then segments.assign($c, "o:soon"); end
            rule "O student" when $c : Client( tags contains "student" ) then segments.assign($c, "o:student"); end
            rule "O mail" when $c : Client( consents("email") == true ) then segments.assign($c, "o:mail"); end
            rule "O silent" when $c : Client( consents("sms") == false ) then segments.assign($c, "o:silent"); end
            rule "O pass" when $c : Client( hasPass ) then segments.assign($c, "o:pass"); end
            rule "O massages" when $c : Client( hasPassFor("massage") ) then segments.assign($c, "o:massages"); end
            rule "O few" when $c : Client( passVisitsLeft <= 2 ) then segments.assign($c, "o:few"); end
            rule "O ending" when $c : Client( daysUntilPassEnds <= 9 ) then segments.assign($c, "o:ending"); end
            rule "O ended" when $c : Client( daysSincePassEnded >= 0, daysSincePassEnded < 10 )
                then segments.assign($c, "o:ended"); end
            rule "O half" when $c : Client( spendPercentile >= 50 ) then segments.assign($c, "o:half"); end
            rule "O lapsed" when $c : Client( stage == LAPSED ) then segments.assign($c, "o:LAPSED"); end
            rule "O at risk" when $c : Client( stage == AT_RISK ) then segments.assign($c, "o:AT_RISK"); end
            rule "O new" when $c : Client( stage == NEW ) then segments.assign($c, "o:NEW"); end
            rule "O regular" when $c : Client( stage == REGULAR ) then segments.assign($c, "o:REGULAR"); end
            rule "O active" when $c : Client( stage == ACTIVE ) then segments.assign($c, "o:ACTIVE"); end
            rule "O lead" when $c : Client( stage == LEAD ) then segments.assign($c, "o:LEAD"); end
            """;

    /** These compare one thing that time changes with another, so that everybody is due at every midnight. */
    private static final String DAILY = """
            rule "O drifting" when $c : Client( daysSinceLastVisit > usualIntervalDays )
                then segments.assign($c, "o:drifting"); end
            rule "O slowing" when $c : Client( daysSinceLastVisit >= visitsInLast(365) * 7 )
                then segments.assign($c, "o:slowing"); end
            rule "O unmet" when $c : Client( daysSinceRegistration > daysSinceLastBooking + 20 )
                then segments.assign($c, "o:unmet"); end
            """;

    private static final long SEASON_BEGINS = LocalDate.parse("2024-02-29").toEpochDay();
    private static final long SEASON_ENDS = LocalDate.parse("2027-03-28").toEpochDay();

    private final NaiveFacts client;
    private final Set<String> held = new HashSet<>();

    private NaiveSegments(NaiveFacts client) {
        this.client = client;
    }

    /** What a world asks beside the default segments. */
    static String rules(boolean daily) {
        return daily ? RULES + DAILY : RULES;
    }

    /** What holds whatever others spend, and what the rank depends on. */
    static final class Unranked {
        private final Set<String> held;
        private final long spend;
        private final int visits;
        private final Map<Integer, Set<String>> withRanked = new HashMap<>();

        private Unranked(Set<String> held, long spend, int visits) {
            this.held = held;
            this.spend = spend;
            this.visits = visits;
        }

        long spend() {
            return spend;
        }

        /**
         * All that hold.
         *
         * @param lines the least spend above each of {@link Ranks#CUTS}; absent: nobody is
         */
        Set<String> among(Map<String, Long> lines) {
            boolean top = isAbove(lines, "> 80");
            boolean half = isAbove(lines, ">= 50");
            return top || half
                    ? withRanked.computeIfAbsent((top ? 2 : 0) + (half ? 1 : 0), key -> with(top, half))
                    : held;
        }

        private Set<String> with(boolean top, boolean half) {
            var all = new HashSet<>(held);
            if (top) {
                all.add("top-spender");
            }
            if (top && visits >= 3) {
                all.add("vip");
            }
            if (half) {
                all.add("o:half");
            }
            return all;
        }

        private boolean isAbove(Map<String, Long> lines, String cut) {
            return spend > 0 && spend >= lines.getOrDefault(cut, Long.MAX_VALUE);
        }
    }

    static Unranked of(NaiveFacts client) {
        var segments = new NaiveSegments(client);
        segments.visits();
        segments.money();
        segments.recency();
        segments.reliability();
        segments.feedback();
        segments.browsing();
        segments.passes();
        segments.origin();
        segments.more();
        segments.daily();
        return new Unranked(segments.held, client.spend(), client.visits());
    }

    private void hold(String segment, boolean when) {
        if (when) {
            held.add(segment);
        }
    }

    private void visits() {
        int visits = client.visits();
        hold("lead", visits == 0);
        hold("first-timer", visits == 1);
        hold("repeat", visits >= 2);
        hold("frequent", client.visitsInLast(90) > 3);
        hold("loyal", client.visitsInLast(365) >= 5);
        hold("morning-regular", visits >= 3 && client.morningShare() >= 0.7);
        client.servicesVisited().forEach(service -> hold("service:" + service, true));
        client.categoriesVisited().forEach(category -> hold("category:" + category, true));
    }

    private void money() {
        hold("massage-big-spender", client.booked("massage") && client.spendInLast(30) > client.minor(200));
        hold("o:spent-45", client.spendInLast(45) >= client.minor(100));
    }

    private void recency() {
        boolean idle = client.upcoming() == 0;
        hold("at-risk", client.daysSinceLastVisit() >= 60 || client.noShows() >= 2);
        hold("lapsed", client.daysSinceLastVisit() >= 180);
        hold("reactivation", client.daysSinceLastBooking() >= 60 && idle);
        hold(
                "new",
                client.daysSinceFirstVisit() <= 30 || (client.visits() == 0 && client.daysSinceRegistration() <= 30));
        hold("frequency-drop", client.visitTrend() <= 0.5 && idle);
        hold("overdue", client.overdueFactor() >= 1.5 && idle);
    }

    private void reliability() {
        hold("no-show-risk", client.noShows() + client.lateCancellations() >= 2);
        hold("o:missed-100", client.noShowsInLast(100) >= 1);
        hold("o:unreliable", client.noShowRate() > 0.3);
    }

    private void feedback() {
        double csat = client.lastScore("CSAT", 0);
        double before = client.lastScore("CSAT", 1);
        hold("satisfied", csat >= 9);
        hold("neutral", csat >= 7 && csat <= 8);
        hold("detractor", csat <= 6);
        hold("recovered", before < 7 && csat >= 7);
        hold("not-recovered", before < 7 && csat < 7);
        double stars = client.lastReviewStars();
        hold("positive-review", stars >= 4);
        hold("negative-review", stars <= 2);
        hold("advocate", client.referrals() >= 1 || (stars == 5 && client.lastScore("NPS", 0) >= 9));
    }

    private void browsing() {
        hold("abandoned-booking", client.abandonedInLast(7) >= 1);
        hold("browser", client.viewedWhatSheNeverBooked(30));
        hold("returning-visitor", client.daysWithViewsInLast(30) >= 2);
    }

    private void passes() {
        hold("pass-running-out", client.passVisitsLeft() <= 2 || client.daysUntilPassEnds() <= 14);
        hold("pass-not-renewed", client.daysSincePassEnded() >= 30);
        hold("o:pass", client.hasPass());
        hold("o:massages", client.hasPassFor("massage"));
        hold("o:few", client.passVisitsLeft() <= 2);
        hold("o:ending", client.daysUntilPassEnds() <= 9);
        hold("o:ended", client.daysSincePassEnded() < 10);
    }

    private void origin() {
        Told.Profile profile = client.view.profile();
        hold("local", client.business.country().equals(profile.country()));
        hold(
                "non-local",
                profile.country() != null && !client.business.country().equals(profile.country()));
        hold("city:" + profile.city(), profile.city() != null);
        hold("source:" + profile.source(), profile.source() != null);
    }

    private void more() {
        hold("o:busy-14", client.bookingsInLast(14) >= 2);
        hold("o:massage-60", client.visitsToInLast("massage", 60) >= 1);
        hold("o:thirty", client.age() >= 30);
        hold("o:forty", client.age() == 40);
        hold("o:season", client.visits() >= 1 && client.today >= SEASON_BEGINS && client.today < SEASON_ENDS);
        hold("o:weekend", client.weekendShare() >= 0.5);
        hold("o:favourite", client.favouriteService().equals("massage"));
        hold("o:soon", client.hasBookingAhead(3));
        hold("o:student", client.view.tags().contains("student"));
        hold("o:mail", client.view.consents().getOrDefault("email", false));
        hold("o:silent", !client.view.consents().getOrDefault("sms", true));
        hold("o:" + client.stage(), true);
    }

    private void daily() {
        if (client.business.daily()) {
            hold("o:drifting", client.daysSinceLastVisit() > client.usualIntervalDays());
            hold("o:slowing", client.daysSinceLastVisit() >= client.visitsInLast(365) * 7);
            hold("o:unmet", client.daysSinceRegistration() > client.daysSinceLastBooking() + 20);
        }
    }
}
