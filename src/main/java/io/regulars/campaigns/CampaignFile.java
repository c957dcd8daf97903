package io.regulars.campaigns;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.regulars.platform.Fields;
import io.regulars.platform.NearestName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final int MOST_STEPS = 50;
    private static final int LONGEST_TITLE = 200;
    private static final int DEFAULT_HOLDOUT = 10;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern EVERY = Pattern.compile("every (\\d{1,4}) days?");
    private static final Pattern PACE = Pattern.compile("(\\d{1,9}) per (day|hour)");
    private static final Pattern VISITED_IN = Pattern.compile("visited-in (\\d{1,3})d");
    private static final Pattern OPEN_TASK = Pattern.compile("open-task ([a-z][a-z0-9-]{0,59})");
    private static final Pattern POOL = Pattern.compile("pool:([A-Za-z0-9][A-Za-z0-9._-]{0,59})");
    private static final Pattern FIXED = Pattern.compile("fixed:([A-Za-z0-9][A-Za-z0-9-]{0,39})");
    private static final Pattern REPLY_TO = Pattern.compile("[^@\\s<>\",;:]+@[^@\\s<>\",;:]+\\.[^@\\s<>\",;:]+");

    private final Fields file;

    private CampaignFile(ObjectNode file) {
        this.file = new Fields(file);
    }

    /**
     * The campaign that a file describes.
     *
     * @throws io.regulars.platform.ProblemException with all that is missing or wrong, each with its pointer
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
        OfferTerms offer = offer(file.object("offer"));
        Duration validity = duration(file, "validity");
        require(
                validity == null || offer == null,
                file,
                "validity",
                "How long an offer holds is written in it: 'offer: {…, validity: 14d}'.");
        Duration promised = offer == null ? validity : offer.validity();
        List<Step> steps = steps(name);
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

    private String name(Fields of, String otherwise) {
        String name = scalar(of, "name");
        require(name != null && NAME.matcher(name).matches(), of, "name", otherwise);
        return requireNonNullElse(name, "");
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
        if ("none".equals(file.any("goal") instanceof JsonNode one && one.isTextual() ? one.textValue() : null)) {
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

    private @Nullable OfferTerms offer(@Nullable Fields offer) {
        if (offer == null) {
            return null;
        }
        BigDecimal percent = number(offer, "percent");
        require(
                percent == null || percent.signum() > 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0,
                offer,
                "percent",
                "is above 0 and at most 100");
        BigDecimal amount = money(offer, "amount", "An 'amount' is such as 12.50: above 0, with at most 4 decimals.");
        String gift = offer.text("gift");
        long said = Stream.of("percent", "amount", "gift")
                .filter(key -> offer.any(key) != null)
                .count();
        if (said != 1) {
            offer.wrong("percent", "An offer has exactly one of 'percent', 'amount' and 'gift'.");
        }
        var terms = new OfferTerms(
                worth(percent, amount, gift),
                duration(offer, "validity"),
                texts(offer, "services"),
                texts(offer, "categories"),
                money(offer, "minSpend", "A 'minSpend' is such as 40: above 0, with at most 4 decimals."),
                requireNonNullElse(parsed(offer, "code", CampaignFile::code), new OfferTerms.CodeSource.Generated()),
                requireNonNullElse(offer.whole("uses", 1, 1_000), 1),
                Boolean.TRUE.equals(offer.flag("stack")));
        offer.refuseUnknown();
        return terms;
    }

    private static OfferTerms.Worth worth(
            @Nullable BigDecimal percent, @Nullable BigDecimal amount, @Nullable String gift) {
        if (percent != null) {
            return new OfferTerms.Worth.Percent(percent);
        }
        return amount != null
                ? new OfferTerms.Worth.Amount(amount)
                : new OfferTerms.Worth.Gift(requireNonNullElse(gift, ""));
    }

    private static OfferTerms.CodeSource code(String written) {
        Matcher pool = POOL.matcher(written);
        if (pool.matches()) {
            return new OfferTerms.CodeSource.Pool(pool.group(1));
        }
        Matcher fixed = FIXED.matcher(written);
        if (fixed.matches()) {
            return new OfferTerms.CodeSource.Fixed(fixed.group(1).toUpperCase(Locale.ROOT));
        }
        if (written.equals("generated")) {
            return new OfferTerms.CodeSource.Generated();
        }
        throw new IllegalArgumentException(
                "A 'code' is generated, pool:<name> or fixed:<CODE>, not '" + NearestName.shortened(written) + "'.");
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

    private List<Step> steps(String campaign) {
        JsonNode written = file.any("steps");
        require(
                written != null && !written.isEmpty(),
                file,
                "steps",
                "Campaign '" + campaign + "' needs at least one step.");
        require(
                written == null || written.size() <= MOST_STEPS,
                file,
                "steps",
                "A campaign has at most " + MOST_STEPS + " steps.");
        var all = new ArrayList<Step>();
        var names = new HashSet<String>();
        Duration waited = Duration.ZERO;
        for (Fields line : file.objects("steps")) {
            if (line.any("wait") != null) {
                waited = waited.plus(requireNonNullElse(duration(line, "wait"), Duration.ZERO));
                if (line.names().size() > 1) {
                    line.wrong("wait", "A wait stands alone: it moves all that follows.");
                    line.names().forEach(line::any);
                }
                continue;
            }
            all.add(step(campaign, line, names, waited));
            line.refuseUnknown();
        }
        return all;
    }

    private Step step(String campaign, Fields line, Set<String> names, Duration waited) {
        String step = name(line, "A step needs a name of a-z, 0-9 and '-', at most 60 of them.");
        require(
                step.isEmpty() || names.add(step),
                line,
                "name",
                "Campaign '" + campaign + "' has two steps named '" + step + "'.");
        Duration after = duration(line, "after");
        Duration before = duration(line, "before");
        require(
                after == null || before == null,
                line,
                "before",
                "A step is due 'after' the start or 'before' the booking, not both.");
        LocalTime at = parsed(line, "at", CampaignFile::clock);
        require(
                at == null || before == null,
                line,
                "at",
                "A step 'before' a booking keeps its distance to it; take 'at' out.");
        Step.StepTiming timing = before == null
                ? new Step.StepTiming.After(waited.plus(requireNonNullElse(after, Duration.ZERO)))
                : new Step.StepTiming.Before(before);
        Step.Content content = content(line);
        BigDecimal cost = requireNonNullElse(cost(line), BigDecimal.ZERO);
        return new Step(step, timing, at, condition(line), content, cost);
    }

    private @Nullable String condition(Fields line) {
        String condition = line.text("if");
        require(
                condition == null || StepConditions.isOneConstraint(condition),
                line,
                "if",
                "An 'if' is what a rule asks between the brackets of Client( … ), on one line: visits >= 3, hasPhone.");
        return condition;
    }

    private Step.Content content(Fields line) {
        List<String> kinds = List.of("message", "task", "tag", "untag", "event");
        List<String> said =
                kinds.stream().filter(kind -> line.any(kind) != null).toList();
        if (said.size() != 1) {
            line.wrong(
                    said.isEmpty() ? "name" : said.getLast(),
                    "A step has exactly one of 'message', 'task', 'tag', 'untag', 'event' and 'wait'.");
        }
        List<Step.Message.Variant> variants = variants(line);
        require(variants.isEmpty() || said.contains("message"), line, "variants", "Only a message has variants.");
        return switch (said.isEmpty() ? "tag" : said.getFirst()) {
            case "message" -> message(line, variants);
            case "task" -> task(line.object("task"));
            case "untag" -> new Step.Untag(text(line, "untag"));
            case "event" -> {
                String event = text(line, "event");
                require(
                        NAME.matcher(event).matches(),
                        line,
                        "event",
                        "An event needs a name of a-z, 0-9 and '-', at most 60 of them.");
                yield new Step.Event(event);
            }
            default -> new Step.Tag(text(line, "tag"));
        };
    }

    private Step.Message message(Fields line, List<Step.Message.Variant> variants) {
        Fields message = line.object("message");
        if (message == null) {
            return new Step.Message(List.of(""), null, null, false, false, List.of());
        }
        List<String> channels = texts(message, "channel");
        require(!channels.isEmpty(), message, "channel", "A message needs a channel.");
        String template = scalar(message, "template");
        String text = message.text("text");
        int bodies = (template == null ? 0 : 1) + (text == null ? 0 : 1) + (variants.isEmpty() ? 0 : 1);
        if (bodies != 1) {
            message.wrong(text != null ? "text" : "template", "A message has one of a template, a text and variants.");
        }
        require(
                template == null || NAME.matcher(template).matches(),
                message,
                "template",
                "A template has a name of a-z, 0-9 and '-', that of its folder in templates/.");
        String attach = scalar(message, "attach");
        require(attach == null || attach.equals("calendar"), message, "attach", "is calendar");
        String track = scalar(message, "track");
        require(track == null || track.equals("none") || track.equals("clicks"), message, "track", "is none or clicks");
        message.refuseUnknown();
        return new Step.Message(
                channels.isEmpty() ? List.of("") : channels,
                template,
                text,
                attach != null,
                "clicks".equals(track),
                variants);
    }

    private List<Step.Message.Variant> variants(Fields line) {
        var variants = new ArrayList<Step.Message.Variant>();
        for (Fields variant : line.objects("variants")) {
            Integer share = variant.required("share", variant.whole("share", 1, 99));
            String template = scalar(variant, "template");
            require(
                    template != null && NAME.matcher(template).matches(),
                    variant,
                    "template",
                    "A variant needs a template.");
            variants.add(new Step.Message.Variant(requireNonNullElse(share, 1), requireNonNullElse(template, "")));
            variant.refuseUnknown();
        }
        int sum = variants.stream().mapToInt(Step.Message.Variant::share).sum();
        require(
                variants.isEmpty() || sum == 100,
                line,
                "variants",
                "The shares of variants make 100 together; these make " + sum + ".");
        return variants;
    }

    private Step.Task task(@Nullable Fields task) {
        if (task == null) {
            return new Step.Task("", "");
        }
        String assignee = scalar(task, "for");
        String text = task.text("text");
        require(assignee != null, task, "for", "A task says whom it is for.");
        require(text != null, task, "text", "A task needs a text.");
        var read = new Step.Task(
                requireNonNullElse(assignee, ""),
                requireNonNullElse(text, ""),
                oneOf(task, "priority", Step.Task.Priority.class, Step.Task.Priority.NORMAL),
                duration(task, "due"));
        task.refuseUnknown();
        return read;
    }

    private @Nullable BigDecimal cost(Fields line) {
        BigDecimal cost = number(line, "cost");
        require(
                cost == null || cost.signum() >= 0 && cost.scale() <= 4 && cost.compareTo(DEAREST) < 0,
                line,
                "cost",
                "A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.");
        return cost;
    }

    private static @Nullable BigDecimal money(Fields of, String key, String otherwise) {
        BigDecimal amount = number(of, key);
        require(
                amount == null || amount.signum() > 0 && amount.scale() <= 4 && amount.compareTo(DEAREST) < 0,
                of,
                key,
                otherwise);
        return amount;
    }

    private static @Nullable BigDecimal number(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value == null || value.isNumber()) {
            return value == null ? null : value.decimalValue();
        }
        of.wrong(key, "is a number");
        return null;
    }

    /** A local time of day, to the minute. */
    private static LocalTime clock(String written) {
        if (written.matches("\\d\\d:\\d\\d")) {
            try {
                return LocalTime.parse(written);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is a time of day such as 10:00, not '" + written + "'.", e);
            }
        }
        throw new IllegalArgumentException(
                "is a time of day such as 10:00, not '" + NearestName.shortened(written) + "'.");
    }

    private static String text(Fields of, String key) {
        String text = scalar(of, key);
        require(text != null, of, key, "needs a name behind it");
        return requireNonNullElse(text, "");
    }

    /** One text, or a list of them. */
    private static List<String> texts(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value != null && value.isTextual()) {
            return List.of(value.textValue());
        }
        return of.texts(key);
    }

    /** What stands behind a key, be it a number or a text; null if nothing does. */
    private static @Nullable String scalar(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value != null && value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        return of.text(key);
    }

    private static <T> @Nullable T parsed(Fields of, String key, Function<String, T> reader) {
        String text = scalar(of, key);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            of.wrong(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static <E extends Enum<E>> E oneOf(Fields of, String key, Class<E> type, E otherwise) {
        String written = scalar(of, key);
        if (written == null) {
            return otherwise;
        }
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        int place = known.indexOf(written.toLowerCase(Locale.ROOT));
        if (place < 0) {
            of.wrong(key, unknown("is one of " + String.join(", ", known), written, known));
            return otherwise;
        }
        return Objects.requireNonNull(type.getEnumConstants()[place]);
    }

    private static String unknown(String rule, String written, List<String> known) {
        return rule + ", not '" + NearestName.shortened(written) + "'"
                + NearestName.of(written, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    private static @Nullable Duration duration(Fields of, String key) {
        return parsed(of, key, CampaignDuration::parse);
    }

    private static void require(boolean condition, Fields of, String key, String otherwise) {
        if (!condition) {
            of.wrong(key, otherwise);
        }
    }
}
