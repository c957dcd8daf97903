package io.regulars.segments;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.Json;
import io.regulars.platform.Refusal;
import io.regulars.rules.RuleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 .,?'%/-]*[A-Za-z0-9.?%]|[A-Za-z]");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private EditSegmentInfos() {}

    /**
     * The content with what is said about the segment new or in place of what was there.
     *
     * @throws Refusal CONFLICT if the file is written so that only a person can edit it
     */
    public static String put(String content, SegmentInfo info) {
        List<String> lines = new ArrayList<>(content.lines().toList());
        int head = find(lines, line -> line.matches("segments:\\s*(#.*)?"), 0);
        if (head < 0) {
            lines.add("segments:");
            head = lines.size() - 1;
        }
        int end = find(lines, line -> !line.isBlank() && !line.startsWith(" ") && !line.startsWith("#"), head + 1);
        end = end < 0 ? lines.size() : end;
        String indent = indent(lines, head + 1, end);
        Pattern key = Pattern.compile(
                Pattern.quote(indent) + "(" + Pattern.quote(info.name()) + "|" + Pattern.quote(Json.write(info.name()))
                        + "|" + Pattern.quote("'" + info.name() + "'") + ")\\s*:\\s*(#.*)?");
        int at = find(lines.subList(0, end), line -> key.matcher(line).matches(), head + 1);
        if (at < 0) {
            lines.addAll(last(lines, head, end) + 1, entry(info, indent, indent + scalar(info.name()) + ":"));
        } else {
            int past = find(lines.subList(0, end), line -> !line.isBlank() && !line.startsWith(indent + " "), at + 1);
            int last = last(lines, at, past < 0 ? end : past);
            List<String> entry = entry(info, indent, lines.get(at));
            lines.subList(at, last + 1).clear();
            lines.addAll(at, entry);
        }
        String edited = String.join("\n", lines) + "\n";
        check(content, edited, info);
        return edited;
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

    private static int find(List<String> lines, java.util.function.Predicate<String> wanted, int from) {
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
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : Json.write(text);
    }

    /** That the edit says what it should, and of all other segments what was said before. */
    private static void check(String before, String after, SegmentInfo info) {
        var was = ReadSegmentInfos.read(List.of(new RuleFile(FILE, before.isBlank() ? "segments: {}" : before)));
        var is = ReadSegmentInfos.read(List.of(new RuleFile(FILE, after)));
        Map<String, SegmentInfo> wanted = new HashMap<>(was.segments());
        wanted.put(info.name(), ReadSegmentInfos.asRead(info));
        if (!was.problems().isEmpty()
                || !is.problems().isEmpty()
                || !is.segments().equals(wanted)) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "segments.yaml is written so that only a person can edit it: each segment stands on a line of its own below"
                            + " 'segments:', what is said about it on the lines below. Edit the file in a draft.");
        }
    }
}
