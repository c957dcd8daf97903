package io.regulars.campaigns;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.regulars.campaigns.Campaign.Kind;
import io.regulars.platform.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** One step, or a wait between steps. */
    record Line(
            @Nullable String name,
            @Nullable String after,
            @Nullable Message message,
            @Nullable Task task,
            @Nullable String tag,
            @Nullable BigDecimal cost,
            @JsonProperty("wait") @Nullable String pause) {}

    record Message(
            @Nullable String channel,
            @Nullable String template,
            @Nullable String text) {}

    record Task(
            @JsonProperty("for") @Nullable String assignee,
            @Nullable String text) {}

    /** One thing that is missing or wrong, and the JSON pointer of its place in the file. */
    record Wrong(String pointer, String message) {}

    /** The campaign it describes; null with at least one problem told. */
    @Nullable
    Campaign toCampaign(Consumer<Wrong> problems) {
        var reading = new Reading(problems);
        Campaign campaign = reading.campaign(this);
        return reading.anyWrong ? null : campaign;
    }

    /** Reads all of it, whatever is wrong with parts. */
    private static final class Reading {
        private final Consumer<Wrong> problems;
        private boolean anyWrong;

        private Reading(Consumer<Wrong> problems) {
            this.problems = problems;
        }

        private Campaign campaign(CampaignFile file) {
            String name = Objects.requireNonNullElse(file.name, "");
            require(NAME.matcher(name).matches(), "/name", "A campaign needs a name of a-z, 0-9 and '-'.");
            require(isThere(file.title), "/title", "Campaign '" + name + "' needs a title.");
            List<Line> lines = Objects.requireNonNullElse(file.steps, List.of());
            require(!lines.isEmpty(), "/steps", "Campaign '" + name + "' needs at least one step.");
            return new Campaign(
                    name,
                    Objects.requireNonNullElse(file.title, ""),
                    file.kind == null ? Kind.MARKETING : file.kind,
                    reentry(file.reentry),
                    file.validity == null ? null : duration(file.validity, "/validity"),
                    steps(name, lines));
        }

        private Reentry reentry(@Nullable String reentry) {
            return switch (reentry) {
                case "each-entry" -> new Reentry.EachEntry();
                case null -> new Reentry.EachEntry();
                case "once" -> new Reentry.Once();
                default -> {
                    Matcher every = EVERY.matcher(reentry);
                    boolean known = every.matches() && Integer.parseInt(every.group(1)) > 0;
                    require(
                            known,
                            "/reentry",
                            "'reentry' is once, each-entry or every N days, not '" + NearestName.shortened(reentry)
                                    + "'.");
                    yield known ? new Reentry.Every(Integer.parseInt(every.group(1))) : new Reentry.EachEntry();
                }
            };
        }

        private List<Step> steps(String campaign, List<Line> lines) {
            var all = new ArrayList<Step>();
            var names = new HashSet<String>();
            Duration waited = Duration.ZERO;
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                String at = "/steps/" + i;
                Step.Content content = content(line, at);
                if (line.pause != null) {
                    waited = waited.plus(duration(line.pause, at + "/wait"));
                    require(
                            line.name == null && line.after == null && line.cost == null,
                            at,
                            "A wait has neither 'name' nor 'after' nor 'cost'.");
                    continue;
                }
                String step = Objects.requireNonNullElse(line.name, "");
                require(NAME.matcher(step).matches(), at + "/name", "A step needs a name of a-z, 0-9 and '-'.");
                require(
                        step.isEmpty() || names.add(step),
                        at + "/name",
                        "Campaign '" + campaign + "' has two steps named '" + step + "'.");
                Duration after = line.after == null ? Duration.ZERO : duration(line.after, at + "/after");
                all.add(new Step(step, waited.plus(after), content, cost(line.cost, at + "/cost")));
            }
            return all;
        }

        private Step.Content content(Line line, String at) {
            long contents = Stream.of(line.message, line.task, line.tag, line.pause)
                    .filter(Objects::nonNull)
                    .count();
            require(contents == 1, at, "A step has exactly one of 'message', 'task', 'tag' and 'wait'.");
            if (line.message != null) {
                Message message = line.message;
                String inside = at + "/message";
                require(isThere(message.channel), inside + "/channel", "A message needs a channel.");
                require(
                        (message.template == null) != (message.text == null),
                        inside,
                        "A message has either a template or a text.");
                return new Step.Message(
                        Objects.requireNonNullElse(message.channel, ""), message.template, message.text);
            }
            if (line.task != null) {
                Task task = line.task;
                require(isThere(task.assignee), at + "/task/for", "A task says whom it is for.");
                require(isThere(task.text), at + "/task/text", "A task needs a text.");
                return new Step.Task(
                        Objects.requireNonNullElse(task.assignee, ""), Objects.requireNonNullElse(task.text, ""));
            }
            return new Step.Tag(Objects.requireNonNullElse(line.tag, ""));
        }

        private BigDecimal cost(@Nullable BigDecimal cost, String at) {
            require(
                    cost == null || cost.signum() >= 0 && cost.scale() <= 4 && cost.compareTo(DEAREST) < 0,
                    at,
                    "A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.");
            return Objects.requireNonNullElse(cost, BigDecimal.ZERO);
        }

        private Duration duration(String text, String at) {
            try {
                return CampaignFile.duration(text);
            } catch (IllegalArgumentException e) {
                require(false, at, String.valueOf(e.getMessage()));
                return Duration.ZERO;
            }
        }

        private static boolean isThere(@Nullable String text) {
            return text != null && !text.isBlank();
        }

        private void require(boolean condition, String pointer, String otherwise) {
            if (!condition) {
                anyWrong = true;
                problems.accept(new Wrong(pointer, otherwise));
            }
        }
    }

    /**
     * A duration as 90m, 24h, 3d, 2w, 0 or ISO; days are 24 hours.
     *
     * @throws IllegalArgumentException with what is wrong
     */
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
                if (amount != 0) {
                    throw new IllegalArgumentException("'" + text + "' needs a unit: m, h, d or w.");
                }
                yield Duration.ZERO;
            }
        };
    }
}
