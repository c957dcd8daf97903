package io.regulars.segments;

import com.fasterxml.jackson.core.type.TypeReference;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code segments.yaml}: what is written about each segment, by its name.
 * <pre>
 *   segments:
 *     vip:
 *       title: VIP
 *       question: Whom should we never lose?
 *       campaign: vip-care
 *       owner: marketing
 *       review: 2027-05-01
 * </pre>
 */
public final class ReadSegmentInfos {
    private static final TypeReference<Content> CONTENT = new TypeReference<>() {};

    private ReadSegmentInfos() {}

    /** What was read, and the problems, which are errors. */
    public record Read(Map<String, SegmentInfo> segments, List<Diagnostic> problems) {
        public Read {
            segments = Map.copyOf(segments);
            problems = List.copyOf(problems);
        }
    }

    /**
     * The file.
     *
     * @param mostWithCampaign how many segments may be bound to campaigns before a check warns of it
     * @param mostWithCampaignBecause why they are more than is advised
     */
    record Content(
            @Nullable Integer mostWithCampaign,
            @Nullable String mostWithCampaignBecause,
            @Nullable Map<String, Entry> segments) {}

    record Entry(
            @Nullable String title,
            @Nullable String question,
            @Nullable String campaign,
            @Nullable String owner,
            @Nullable LocalDate review) {}

    /** Whether a file of a release is it, by its name. */
    public static boolean isIt(RuleFile file) {
        return file.isNamed("segments\\.ya?ml");
    }

    /** Reads it from the files of a release; a release without it has nothing written. */
    public static Read read(List<RuleFile> files) {
        var problems = new ArrayList<Diagnostic>();
        var infos = new LinkedHashMap<String, SegmentInfo>();
        files.stream().filter(ReadSegmentInfos::isIt).forEach(file -> {
            try {
                YamlDocument<Content> document = YamlDocument.read(file, CONTENT, problems::add);
                if (document != null && document.content().segments() != null) {
                    document.content().segments().forEach((name, entry) -> infos.put(name, info(name, entry)));
                }
            } catch (RuntimeException e) {
                problems.add(new InternalFaults().in(file.path(), Diagnostic.Severity.ERROR, "read the file", e));
            }
        });
        return new Read(infos, problems);
    }

    private static SegmentInfo info(String name, Entry entry) {
        return asRead(new SegmentInfo(
                name,
                entry.title() == null ? name : entry.title(),
                entry.question(),
                entry.campaign(),
                entry.owner(),
                entry.review()));
    }

    /** What is read of an entry that says this: {@code campaign: none} says that there is to be none. */
    static SegmentInfo asRead(SegmentInfo written) {
        return "none".equals(written.campaign())
                ? new SegmentInfo(
                        written.name(), written.title(), written.question(), null, written.owner(), written.review())
                : written;
    }
}
