package io.regulars.campaigns.file;

import static io.regulars.campaigns.file.CampaignFields.duration;
import static io.regulars.campaigns.file.CampaignFields.name;
import static io.regulars.campaigns.file.CampaignFields.oneOf;
import static io.regulars.campaigns.file.CampaignFields.parsed;
import static io.regulars.campaigns.file.CampaignFields.require;
import static io.regulars.campaigns.file.CampaignFields.scalar;
import static io.regulars.campaigns.file.CampaignFields.texts;
import static io.regulars.campaigns.file.CampaignFields.unknown;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Campaign.CampaignSeason;
import io.regulars.campaigns.Campaign.Goal;
import io.regulars.campaigns.Campaign.Kind;
import io.regulars.campaigns.Campaign.Pace;
import io.regulars.campaigns.Campaign.QuietHours;
import io.regulars.campaigns.Campaign.SenderName;
import io.regulars.campaigns.Campaign.SendingCap;
import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.Campaign.Suppression;
import io.regulars.campaigns.Campaign.WhileSegment;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.Reentry;
import io.regulars.campaigns.Step;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.NearestName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a campaign as an analyst writes it.
 * <pre>
 *   name: win-back
 *   title: Win back a client who stays away
 *   kind: marketing            # or service
 *   reentry: every 90 days     # once | each-entry | every N days
 *   stop: [booked]             # what ends it
 *   offer: {percent: 15, validity: 14d}
 *   steps:
 *     - name: offer
 *       at: 10:00              # the client's clock
 *       message: {channel: [email, sms], template: win-back}
 *       cost: 0.02             # of each, in the business's currency
 *     - wait: 3d               # moves all that follows
 *     - name: call
 *       after: 4h              # 90m, 24h, 3d, 2w or ISO such as PT4H
 *       if: visits >= 3, hasPhone
 *       task: {for: front desk, text: Call and ask}
 * </pre>
 */
final class CampaignFile {
    private static final int LONGEST_TITLE = 200;
    private static final int DEFAULT_HOLDOUT = 10;
    private static final Pattern EVERY = Pattern.compile("every (\\d{1,4}) days?");
    private static final Pattern PACE = Pattern.compile("(\\d{1,9}) per (day|hour)");
    private static final Pattern VISITED_IN = Pattern.compile("visited-in (\\d{1,3})d");
    private static final Pattern OPEN_TASK = Pattern.compile("open-task ([a-z][a-z0-9-]{0,59})");
    private static final Pattern REPLY_TO = Pattern.compile("[^@\\s<>\",;:]+@[^@\\s<>\",;:]+\\.[^@\\s<>\",;:]+");

    private final Fields file;

    private CampaignFile(ObjectNode file) {
        this.file = new Fields(file);
    }

    /**
     * The campaign that a file describes.
     *
     * @throws io.regulars.platform.problem.ProblemException with all that is missing or wrong, each with its pointer
     */
    static Campaign read(ObjectNode file) {
        return new CampaignFile(file).campaign();
    }

    private Campaign campaign() {
        String name = name(file, "A campaign needs a name of a-z, 0-9 and '-', at most 60 of them.");
        String title = file.text("title");
        require(title != null, file, "title", "Campaign '" + name + "' needs a title.");
        require(
                title == null || title.length() <= LONGEST_TITLE,
                file,
                "title",
                "A title has at most " + LONGEST_TITLE + " characters.");
        boolean marketing = oneOf(file, "kind", Kind.class, Kind.MARKETING) == Kind.MARKETING;
        Reentry reentry = requireNonNullElse(parsed(file, "reentry", this::reentry), new Reentry.EachEntry());
        OfferTerms offer = OfferInFile.read(file.object("offer"));
        Duration validity = duration(file, "validity");
        require(
                validity == null || offer == null,
                file,
                "validity",
                "How long an offer holds is written in it: 'offer: {…, validity: 14d}'.");
        Duration promised = offer == null ? validity : offer.validity();
        List<Step> steps = StepsInFile.read(file, name);
        boolean sends = steps.stream().anyMatch(step -> step.content() instanceof Step.Message);
        var campaign = new Campaign(
                name,
                requireNonNullElse(title, ""),
                marketing ? Kind.MARKETING : Kind.SERVICE,
                reentry,
                requireNonNullElse(file.whole("priority", 0, 100), marketing ? 50 : 80),
                season(),
                during(marketing),
                stop(marketing),
                suppress(marketing),
                expires(promised),
                caps(),
                parsed(file, "limit", this::pace),
                quiet(marketing),
                goal(marketing),
                holdout(marketing && sends, marketing),
                validity,
                offer,
                sender(),
                steps);
        file.finish();
        return campaign;
    }

    private Reentry reentry(String reentry) {
        return switch (reentry) {
            case "each-entry" -> new Reentry.EachEntry();
            case "once" -> new Reentry.Once();
            default -> {
                Matcher every = EVERY.matcher(reentry);
                int days = every.matches() ? Integer.parseInt(every.group(1)) : 0;
                if (days < 1 || days > 3_650) {
                    throw new IllegalArgumentException("is once, each-entry or every N days of 1 to 3650, not '"
                            + NearestName.shortened(reentry) + "'.");
                }
                yield new Reentry.Every(days);
            }
        };
    }

    private CampaignSeason season() {
        LocalDate from = file.day("from");
        LocalDate to = file.day("to");
        require(from == null || to == null || !to.isBefore(from), file, "to", "is before 'from'");
        return new CampaignSeason(from, to);
    }

    private WhileSegment during(boolean marketing) {
        String during = scalar(file, "while");
        return switch (during) {
            case null -> marketing ? new WhileSegment.StartedFrom() : new WhileSegment.None();
            case "none" -> new WhileSegment.None();
            case "segment" -> new WhileSegment.StartedFrom();
            default -> new WhileSegment.Named(during);
        };
    }

    private Set<StopEvent> stop(boolean marketing) {
        if (file.any("stop") == null) {
            return marketing ? Set.of(StopEvent.BOOKED) : Set.of();
        }
        List<String> known =
                Arrays.stream(StopEvent.values()).map(StopEvent::written).toList();
        var stop = EnumSet.noneOf(StopEvent.class);
        for (String written : texts(file, "stop")) {
            if (known.contains(written)) {
                stop.add(StopEvent.values()[known.indexOf(written)]);
            } else {
                file.wrong("stop", unknown("is any of " + String.join(", ", known), written, known));
            }
        }
        return stop;
    }

    private List<Suppression> suppress(boolean marketing) {
        if (file.any("suppress") == null) {
            return marketing ? List.of(new Suppression.UpcomingBooking()) : List.of();
        }
        var all = new ArrayList<Suppression>();
        for (String written : texts(file, "suppress")) {
            Matcher visited = VISITED_IN.matcher(written);
            Matcher task = OPEN_TASK.matcher(written);
            if (written.equals("upcoming-booking")) {
                all.add(new Suppression.UpcomingBooking());
            } else if (visited.matches() && !visited.group(1).matches("0+")) {
                all.add(new Suppression.VisitedIn(Integer.parseInt(visited.group(1))));
            } else if (task.matches()) {
                all.add(new Suppression.OpenTask(task.group(1)));
            } else {
                file.wrong(
                        "suppress",
                        "is any of upcoming-booking, visited-in 30d, open-task <campaign>, not '"
                                + NearestName.shortened(written) + "'.");
            }
        }
        require(
                marketing || all.isEmpty(),
                file,
                "suppress",
                "A service message belongs to a booking, so nothing suppresses it; take 'suppress' out.");
        return all;
    }

    private Duration expires(@Nullable Duration promised) {
        Duration expires = duration(file, "expires");
        require(
                expires == null || promised == null || expires.compareTo(promised) <= 0,
                file,
                "expires",
                "A step may not wait longer than its offer holds.");
        if (expires != null) {
            return expires;
        }
        return promised != null && promised.compareTo(Campaign.EXPIRES) < 0 ? promised : Campaign.EXPIRES;
    }

    private List<SendingCap> caps() {
        var caps = new ArrayList<SendingCap>();
        for (Fields cap : file.objects("caps")) {
            Integer most = cap.required("most", cap.whole("most", 1, 100));
            Integer days = cap.required("days", cap.whole("days", 1, 365));
            caps.add(new SendingCap(requireNonNullElse(most, 1), requireNonNullElse(days, 1), scalar(cap, "channel")));
            cap.refuseUnknown();
        }
        return caps;
    }

    private Pace pace(String written) {
        Matcher pace = PACE.matcher(written);
        if (!pace.matches() || pace.group(1).matches("0+")) {
            throw new IllegalArgumentException(
                    "is so many per day or hour, such as 500 per day, not '" + NearestName.shortened(written) + "'.");
        }
        return new Pace(Integer.parseInt(pace.group(1)), pace.group(2).equals("day") ? Pace.Per.DAY : Pace.Per.HOUR);
    }

    private QuietHours quiet(boolean marketing) {
        QuietHours quiet = oneOf(file, "quiet", QuietHours.class, marketing ? QuietHours.HOLD : QuietHours.BEFORE);
        require(
                !marketing || quiet == QuietHours.HOLD,
                file,
                "quiet",
                "Marketing waits for the end of quiet hours: 'quiet: hold'.");
        return quiet;
    }

    private @Nullable Goal goal(boolean marketing) {
        JsonNode said = file.any("goal");
        if (said != null && "none".equals(said.textValue())) {
            return null;
        }
        Fields goal = file.object("goal");
        if (goal == null) {
            return marketing ? new Goal(Goal.Event.BOOKED, Duration.ofDays(14), null, null) : null;
        }
        Goal.Event event = oneOf(goal, "event", Goal.Event.class, Goal.Event.BOOKED);
        Duration within = requireNonNullElse(duration(goal, "within"), Duration.ofDays(14));
        require(
                within.compareTo(Duration.ofHours(1)) >= 0 && within.compareTo(Duration.ofDays(180)) <= 0,
                goal,
                "within",
                "A goal is reached within 1h to 180d.");
        var read = new Goal(event, within, goal.id("service"), goal.text("category"));
        goal.refuseUnknown();
        return read;
    }

    private int holdout(boolean byDefault, boolean marketing) {
        Integer holdout = file.whole("holdout", 0, 50);
        require(
                marketing || holdout == null || holdout == 0,
                file,
                "holdout",
                "Nobody is held out of a service message; take 'holdout' out.");
        return requireNonNullElse(holdout, byDefault ? DEFAULT_HOLDOUT : 0);
    }

    private SenderName sender() {
        Fields sender = file.object("sender");
        if (sender == null) {
            return SenderName.OF_BUSINESS;
        }
        String replyTo = sender.text("replyTo");
        require(
                replyTo == null || REPLY_TO.matcher(replyTo).matches(),
                sender,
                "replyTo",
                "is an address such as salon@example.com");
        var read = new SenderName(sender.text("name"), replyTo);
        sender.refuseUnknown();
        return read;
    }
}
