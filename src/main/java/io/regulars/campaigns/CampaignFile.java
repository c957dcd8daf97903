package io.regulars.campaigns;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.regulars.campaigns.Campaign.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as an analyst writes it.
 * <pre>
 *   name: win-back
 *   title: Win back a client who stays away
 *   kind: marketing            # or service
 *   reentry: every 90 days     # once | each-entry | every N days
 *   validity: 14d              # of its offers
 *   steps:
 *     - name: offer
 *       message: {channel: email, template: win-back}
 *       cost: 0.02             # of each, in the business's currency
 *     - wait: 3d               # moves all that follows
 *     - name: call
 *       after: 4h              # 90m, 24h, 3d, 2w or ISO such as PT4H
 *       task: {for: front desk, text: Call and ask}
 * </pre>
 */
record CampaignFile(
        @Nullable String name,
        @Nullable String title,
        @Nullable Kind kind,
        @Nullable String reentry,
        @Nullable String validity,
        @Nullable List<Line> steps) {
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern EVERY = Pattern.compile("every (\\d{1,4}) days?");
    private static final Pattern SHORT = Pattern.compile("(\\d{1,5})\\s*([mhdw]?)");

    void check() {
        require(name != null && NAME.matcher(name).matches(), "A campaign needs a name of a-z, 0-9 and '-'.");
        require(title != null && !title.isBlank(), "Campaign '" + name + "' needs a title.");
        require(steps != null && !steps.isEmpty(), "Campaign '" + name + "' needs at least one step.");
    }

    /** One step, or a wait between steps. */
    record Line(
            @Nullable String name,
            @Nullable String after,
            @Nullable Message message,
            @Nullable Task task,
            @Nullable String tag,
            @Nullable BigDecimal cost,
            @JsonProperty("wait") @Nullable String pause) {
        void check() {
            int contents = (message == null ? 0 : 1) + (task == null ? 0 : 1) + (tag == null ? 0 : 1);
            require(
                    contents + (pause == null ? 0 : 1) == 1,
                    "A step has exactly one of 'message', 'task', 'tag' and 'wait'.");
            require(
                    pause != null || name != null && NAME.matcher(name).matches(),
                    "A step needs a name of a-z, 0-9 and '-'.");
            if (message != null) {
                message.check();
            }
            if (task != null) {
                task.check();
            }
            require(
                    pause == null || name == null && after == null && cost == null,
                    "A wait has neither 'name' nor 'after' nor 'cost'.");
            require(
                    cost == null || cost.signum() >= 0 && cost.scale() <= 4 && cost.compareTo(DEAREST) < 0,
                    "A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.");
        }
    }

    record Message(
            @Nullable String channel,
            @Nullable String template,
            @Nullable String text) {
        void check() {
            require(channel != null && !channel.isBlank(), "A message needs a channel.");
            require((template == null) != (text == null), "A message has either a template or a text.");
        }
    }

    record Task(
            @JsonProperty("for") @Nullable String assignee,
            @Nullable String text) {
        void check() {
            require(assignee != null && !assignee.isBlank(), "A task says whom it is for.");
            require(text != null && !text.isBlank(), "A task needs a text.");
        }
    }

    /**
     * The campaign it describes.
     *
     * @throws IllegalArgumentException with what is missing or wrong
     */
    Campaign toCampaign() {
        check();
        return new Campaign(
                present(name),
                present(title),
                kind == null ? Kind.MARKETING : kind,
                toReentry(),
                validity == null ? null : duration(validity),
                toSteps());
    }

    private Reentry toReentry() {
        if (reentry == null || reentry.equals("each-entry")) {
            return new Reentry.EachEntry();
        }
        if (reentry.equals("once")) {
            return new Reentry.Once();
        }
        Matcher every = EVERY.matcher(reentry);
        require(every.matches(), "'reentry' is once, each-entry or every N days, not '" + reentry + "'.");
        return new Reentry.Every(Integer.parseInt(every.group(1)));
    }

    private List<Step> toSteps() {
        var all = new ArrayList<Step>();
        var names = new HashSet<String>();
        Duration waited = Duration.ZERO;
        for (Line line : present(steps)) {
            line.check();
            if (line.pause() != null) {
                waited = waited.plus(duration(line.pause()));
                continue;
            }
            String step = present(line.name());
            require(names.add(step), "Campaign '" + name + "' has two steps named '" + step + "'.");
            Duration after = line.after() == null ? Duration.ZERO : duration(line.after());
            all.add(new Step(
                    step, waited.plus(after), content(line), line.cost() == null ? BigDecimal.ZERO : line.cost()));
        }
        return all;
    }

    private static Step.Content content(Line line) {
        if (line.message() != null) {
            return new Step.Message(
                    present(line.message().channel()),
                    line.message().template(),
                    line.message().text());
        }
        if (line.task() != null) {
            return new Step.Task(
                    present(line.task().assignee()), present(line.task().text()));
        }
        return new Step.Tag(present(line.tag()));
    }

    /** A duration as 90m, 24h, 3d, 2w, 0 or ISO; days are 24 hours. */
    static Duration duration(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + text + "' is no duration; write 90m, 24h, 3d or 2w.", e);
            }
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            case "w" -> Duration.ofDays(7 * amount);
            default -> {
                require(amount == 0, "'" + text + "' needs a unit: m, h, d or w.");
                yield Duration.ZERO;
            }
        };
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
