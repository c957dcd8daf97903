package io.regulars.segments;

import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said about one segment into {@code segments.yaml}; every other line stays as it is, comments too.
 * <pre>
 *   segments:            →   segments:
 *     vip: # ours                vip: # ours
 *       title: VIPs                title: VIPs
 *                                weekend-client:
 *                                  title: Weekend clients
 * </pre>
 */
public final class EditSegmentInfos {
    /** The file. */
    public static final String FILE = "segments.yaml";

    private static final Pattern HEAD = Pattern.compile("segments:\\s*(\\{\\s*})?\\s*(#.*)?");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 .,?'%/-]*[A-Za-z0-9.?%]|[A-Za-z]");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private EditSegmentInfos() {}

    /**
     * The content with what is said about the segment new or in place of what was there.
     *
     * @throws ProblemException CONFLICT if the file is written so that only a person can edit it
     */
    public static String put(String content, SegmentInfo info) {
        List<String> lines = new ArrayList<>(content.lines().toList());
        int head = find(lines, line -> HEAD.matcher(line).matches(), 0);
        if (head < 0) {
            lines.add("segments:");
            head = lines.size() - 1;
        } else {
            lines.set(head, lines.get(head).replaceFirst("\\{\\s*}", "").stripTrailing());
        }
        int end = end(lines, head);
        String indent = indent(lines, head + 1, end);
        Entry there = find(lines, head, end, indent, info.name());
        if (there == null) {
            lines.addAll(last(lines, head, end) + 1, entry(info, indent, indent + scalar(info.name()) + ":"));
        } else {
            List<String> entry = entry(info, indent, lines.get(there.first));
            lines.subList(there.first, there.last + 1).clear();
            lines.addAll(there.first, entry);
        }
        String edited = String.join("\n", lines) + "\n";
        check(content, edited, infos -> infos.put(info.name(), ReadSegmentInfos.asRead(info)));
        return edited;
    }

    /**
     * The content without what is said about a segment; as it is if nothing is.
     *
     * @throws ProblemException CONFLICT if the file is written so that only a person can edit it
     */
    public static String take(String content, String segment) {
        List<String> lines = new ArrayList<>(content.lines().toList());
        int head = find(lines, line -> HEAD.matcher(line).matches(), 0);
        int end = end(lines, head);
        Entry there = head < 0 ? null : find(lines, head, end, indent(lines, head + 1, end), segment);
        if (there != null) {
            lines.subList(there.first, there.last + 1).clear();
            if (last(lines, head, end(lines, head)) == head) {
                lines.set(head, lines.get(head).replaceFirst(":", ": {}")); // a key with nothing behind it is an error
            }
        }
        String edited = there == null ? content : String.join("\n", lines) + "\n";
        check(content, edited, infos -> infos.remove(segment));
        return edited;
    }

    /** The lines of one segment. */
    private record Entry(int first, int last) {}

    private static @Nullable Entry find(List<String> lines, int head, int end, String indent, String segment) {
        Pattern key = Pattern.compile(Pattern.quote(indent) + "(" + Pattern.quote(segment) + "|"
                + Pattern.quote(Json.write(segment)) + "|" + Pattern.quote("'" + segment + "'") + ")\\s*:\\s*(#.*)?");
        List<String> all = lines.subList(0, end);
        int at = find(all, line -> key.matcher(line).matches(), head + 1);
        if (at < 0) {
            return null;
        }
        int past = find(all, line -> !line.isBlank() && !line.startsWith(indent + " "), at + 1);
        return new Entry(at, last(lines, at, past < 0 ? end : past));
    }

    /** Where what belongs to the key at that line ends. */
    private static int end(List<String> lines, int head) {
        int end = find(lines, line -> !line.isBlank() && !line.startsWith(" ") && !line.startsWith("#"), head + 1);
        return end < 0 ? lines.size() : end;
    }

    /** The last line before another that is neither blank nor a comment, which may belong to what follows. */
    private static int last(List<String> lines, int from, int end) {
        int last = end - 1;
        while (last > from
                && (lines.get(last).isBlank() || lines.get(last).strip().startsWith("#"))) {
            last--;
        }
        return last;
    }

    private static String indent(List<String> lines, int from, int end) {
        int first = find(
                lines.subList(0, end), line -> !line.isBlank() && !line.strip().startsWith("#"), from);
        return first < 0
                ? "  "
                : lines.get(first)
                        .substring(
                                0,
                                lines.get(first).length()
                                        - lines.get(first).stripLeading().length());
    }

    private static int find(List<String> lines, Predicate<String> wanted, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (wanted.test(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> entry(SegmentInfo info, String indent, String head) {
        var entry = new ArrayList<>(List.of(head));
        add(entry, indent, "title", info.title());
        add(entry, indent, "question", info.question());
        add(entry, indent, "campaign", info.campaign());
        add(entry, indent, "owner", info.owner());
        if (info.review() != null) {
            entry.add(indent + "  review: " + info.review());
        }
        return entry;
    }

    private static void add(List<String> entry, String indent, String key, @Nullable String value) {
        if (value != null) {
            entry.add(indent + "  " + key + ": " + scalar(value));
        }
    }

    /** As it is where YAML cannot take it for anything else, else in double quotes as JSON has them. */
    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Json.write(text);
    }

    /** That the edit says what it should, and of all other segments what was said before. */
    private static void check(String before, String after, Consumer<Map<String, SegmentInfo>> edit) {
        var was = ReadSegmentInfos.read(List.of(new RuleFile(FILE, before.isBlank() ? "segments: {}" : before)));
        var is = ReadSegmentInfos.read(List.of(new RuleFile(FILE, after)));
        Map<String, SegmentInfo> wanted = new HashMap<>(was.segments());
        edit.accept(wanted);
        if (!was.problems().isEmpty()
                || !is.problems().isEmpty()
                || !is.segments().equals(wanted)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "segments.yaml is written so that only a person can edit it: each segment stands on a line of its own below"
                            + " 'segments:', what is said about it on the lines below. Edit the file in a draft.");
        }
    }
}
