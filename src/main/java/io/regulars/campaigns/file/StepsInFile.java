package io.regulars.campaigns.file;

import static io.regulars.campaigns.file.CampaignFields.duration;
import static io.regulars.campaigns.file.CampaignFields.name;
import static io.regulars.campaigns.file.CampaignFields.number;
import static io.regulars.campaigns.file.CampaignFields.oneOf;
import static io.regulars.campaigns.file.CampaignFields.parsed;
import static io.regulars.campaigns.file.CampaignFields.require;
import static io.regulars.campaigns.file.CampaignFields.scalar;
import static io.regulars.campaigns.file.CampaignFields.text;
import static io.regulars.campaigns.file.CampaignFields.texts;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.StepConditions;
import io.regulars.platform.json.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a campaign, and the waits between them, which move all that follows. */
final class StepsInFile {
    private static final int MOST_STEPS = 50;

    private final Fields file;

    private StepsInFile(Fields file) {
        this.file = file;
    }

    /** The steps in their order; what is wrong is told to the file. */
    static List<Step> read(Fields file, String campaign) {
        return new StepsInFile(file).steps(campaign);
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
        LocalTime at = parsed(line, "at", CampaignFields::clock);
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
                        CampaignFields.NAME.matcher(event).matches(),
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
                template == null || CampaignFields.NAME.matcher(template).matches(),
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
                    template != null && CampaignFields.NAME.matcher(template).matches(),
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
                cost == null || cost.signum() >= 0 && CampaignFields.isAmount(cost),
                line,
                "cost",
                "A 'cost' is an amount such as 0.02: 0 or more, under 1000000, with at most 4 decimals.");
        return cost;
    }
}
