package io.regulars.rules.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleChange.Kind;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs in the YAML files: campaigns, what is said about segments, and others. Steps of a campaign are known by their
 * names, so one that was put between others is one difference.
 */
public final class YamlChanges {
    private final List<RuleChange> changes = new ArrayList<>();

    private YamlChanges() {}

    /** The differences; a file that cannot be read is one. */
    public static List<RuleChange> between(List<RuleFile> before, List<RuleFile> after) {
        var comparing = new YamlChanges();
        Map<String, RuleFile> old = yaml(before);
        Map<String, RuleFile> now = yaml(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        paths.stream()
                .filter(path -> !Objects.equals(old.get(path), now.get(path)))
                .forEach(path -> comparing.file(path, old.get(path), now.get(path)));
        return comparing.changes;
    }

    private static Map<String, RuleFile> yaml(List<RuleFile> files) {
        return files.stream()
                .filter(file -> file.isNamed(".+\\.ya?ml"))
                .collect(Collectors.toMap(RuleFile::path, Function.identity(), (first, second) -> second));
    }

    /**
     * What the parts of a file are called.
     *
     * @param of the campaign or segment, or the file
     */
    private record About(
            String path,
            String of,
            Kind added,
            Kind removed,
            Kind changed,
            @Nullable YamlDocument<ObjectNode> was,
            @Nullable YamlDocument<ObjectNode> is) {
        About of(String name) {
            return new About(path, name, added, removed, changed, was, is);
        }
    }

    private void file(String path, @Nullable RuleFile before, @Nullable RuleFile after) {
        var problems = new ArrayList<Diagnostic>();
        YamlDocument<ObjectNode> was = before == null ? null : YamlDocument.read(before, problem -> {});
        YamlDocument<ObjectNode> is = after == null ? null : YamlDocument.read(after, problems::add);
        if (!problems.isEmpty()) {
            Diagnostic first = problems.getFirst();
            String sentence = "The file cannot be read and is not compared: " + first.message();
            changes.add(
                    new RuleChange(Kind.UNREADABLE, path, first.line(), null, null, path, null, null, null, sentence));
            return;
        }
        About about = about(path, was, is);
        if (about.changed == Kind.SEGMENT_INFO_CHANGED) {
            segments(about, below(was), below(is));
        } else {
            compare(about, "", "", content(was), content(is));
        }
    }

    /** Each segment by itself. */
    private void segments(About about, JsonNode was, JsonNode is) {
        var names = new TreeSet<String>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(about.of(name), "/segments/" + escaped(name), "", was.path(name), is.path(name)));
    }

    private static About about(
            String path, @Nullable YamlDocument<ObjectNode> was, @Nullable YamlDocument<ObjectNode> is) {
        if (path.matches("(?i)segments\\.ya?ml")) {
            return new About(
                    path, path, Kind.SEGMENT_INFO_ADDED, Kind.SEGMENT_INFO_REMOVED, Kind.SEGMENT_INFO_CHANGED, was, is);
        }
        if (path.startsWith("campaigns/")) {
            String name = content(is == null ? was : is).path("name").asText(path);
            return new About(path, name, Kind.CAMPAIGN_ADDED, Kind.CAMPAIGN_REMOVED, Kind.CAMPAIGN_CHANGED, was, is);
        }
        return new About(path, path, Kind.OTHER_CHANGED, Kind.OTHER_CHANGED, Kind.OTHER_CHANGED, was, is);
    }

    private static JsonNode content(@Nullable YamlDocument<ObjectNode> document) {
        return document == null ? JsonNodeFactory.instance.missingNode() : document.content();
    }

    private static JsonNode below(@Nullable YamlDocument<ObjectNode> document) {
        JsonNode segments = content(document).path("segments");
        return segments.isObject() ? segments : JsonNodeFactory.instance.objectNode();
    }

    /**
     * Compares two parts that stand for each other.
     *
     * @param at pointer of the part as it is, or was if it is gone
     * @param what the part in words, {@code steps.offer.message}; empty: the whole
     */
    private void compare(About about, String at, String what, JsonNode was, JsonNode is) {
        if (was.equals(is)) {
            return;
        }
        if (was.isObject() && is.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            is.fieldNames().forEachRemaining(keys::add);
            was.fieldNames().forEachRemaining(keys::add);
            keys.forEach(
                    key -> compare(about, at + "/" + escaped(key), joined(what, key), was.path(key), is.path(key)));
        } else if (named(was) && named(is)) {
            elements(about, at, what, was, is);
        } else {
            add(about, at, what, was, is);
        }
    }

    private void elements(About about, String at, String what, JsonNode was, JsonNode is) {
        Map<String, JsonNode> old = byName(was);
        Map<String, JsonNode> now = byName(is);
        int index = 0;
        for (Map.Entry<String, JsonNode> element : now.entrySet()) {
            String name = element.getKey();
            JsonNode before = old.getOrDefault(name, JsonNodeFactory.instance.missingNode());
            compare(about, at + "/" + index++, joined(what, name), before, element.getValue());
        }
        old.forEach((name, element) -> {
            if (!now.containsKey(name)) {
                add(about, at, joined(what, name), element, JsonNodeFactory.instance.missingNode());
            }
        });
        List<String> kept = old.keySet().stream().filter(now::containsKey).toList();
        List<String> order = now.keySet().stream().filter(old::containsKey).toList();
        if (!kept.equals(order)) {
            String names = String.join(", ", order);
            changes.add(change(
                    about,
                    about.changed,
                    at,
                    what,
                    String.join(", ", kept),
                    names,
                    "The order of %s of '%s' is %s now.".formatted(what, about.of, names)));
        }
    }

    /** Whether it is a list of parts that each have a name of their own. */
    private static boolean named(JsonNode list) {
        return list.isArray()
                && !list.isEmpty()
                && byName(list).size() == list.size()
                && !byName(list).containsKey("");
    }

    private static Map<String, JsonNode> byName(JsonNode list) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        list.forEach(element -> byName.put(element.path("name").asText(), element));
        return byName;
    }

    private void add(About about, String at, String what, JsonNode was, JsonNode is) {
        boolean whole = what.isEmpty();
        String subject = (whole ? "" : what + " of ") + kind(about) + " '" + about.of + "'";
        String before = was.isMissingNode() ? null : text(was);
        String after = is.isMissingNode() ? null : text(is);
        String sentence = before == null
                ? subject + (whole ? " is new." : " is " + after + " now; there was none.")
                : after == null
                        ? subject + (whole ? " is gone." : " is gone; it was " + before + ".")
                        : subject + " is " + after + " instead of " + before + ".";
        Kind changed =
                !whole ? about.changed : before == null ? about.added : after == null ? about.removed : about.changed;
        changes.add(change(
                about,
                changed,
                at,
                what,
                before,
                after,
                Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1)));
    }

    private static String kind(About about) {
        return switch (about.changed) {
            case SEGMENT_INFO_CHANGED -> "what is said about the segment";
            case CAMPAIGN_CHANGED -> "the campaign";
            default -> "the file";
        };
    }

    private static RuleChange change(
            About about,
            Kind kind,
            String at,
            String what,
            @Nullable String before,
            @Nullable String after,
            String sentence) {
        YamlDocument<ObjectNode> placed = after == null || about.is == null ? about.was : about.is;
        int line = placed == null ? 1 : placed.place(at).line();
        return new RuleChange(
                kind, about.path, line, null, null, about.of, what.isEmpty() ? null : what, before, after, sentence);
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? "\"" + node.textValue() + "\"" : node.toString();
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String joined(String what, String key) {
        return what.isEmpty() ? key : what + "." + key;
    }
}
