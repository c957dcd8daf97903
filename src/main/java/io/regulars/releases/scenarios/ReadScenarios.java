package io.regulars.releases.scenarios;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the scenarios of a release: {@code scenarios/*.yaml}.
 * <pre>
 *   business: {zone: Europe/Riga}
 *   scenarios:
 *     - name: A client is lapsed from the midnight that ends their 179th day
 *       client: {firstName: Ana, registeredAt: 2026-01-01}
 *       timeline:
 *         - at: 2026-01-01T10:00
 *           visit: massage
 *         - at: 2026-06-30
 *           expect: {in: [lapsed, at-risk]}
 * </pre>
 */
final class ReadScenarios {
    private static final int MOST_LINES = 1_000;

    private final YamlDocument<ObjectNode> document;
    private final Fields root;

    private ReadScenarios(YamlDocument<ObjectNode> document) {
        this.document = document;
        this.root = new Fields(document.content());
    }

    /** What was read, and the problems, which are errors; a file with problems gives no scenarios. */
    record Read(List<Scenario> scenarios, List<Diagnostic> problems) {
        Read {
            scenarios = List.copyOf(scenarios);
            problems = List.copyOf(problems);
        }
    }

    /** Whether a file of a release holds scenarios, by its name. */
    static boolean hasScenarios(RuleFile file) {
        return file.isNamed("scenarios/.+\\.ya?ml");
    }

    /** Reads the scenario files among the files of a release. */
    static Read read(List<RuleFile> files) {
        var scenarios = new ArrayList<Scenario>();
        var problems = new ArrayList<Diagnostic>();
        files.stream().filter(ReadScenarios::hasScenarios).forEach(file -> {
            YamlDocument<ObjectNode> document = YamlDocument.read(file, problems::add);
            if (document != null) {
                read(document, scenarios, problems);
            }
        });
        refuseDoubles(scenarios, problems);
        return new Read(scenarios, problems);
    }

    private static void read(YamlDocument<ObjectNode> document, List<Scenario> scenarios, List<Diagnostic> problems) {
        try {
            scenarios.addAll(new ReadScenarios(document).scenarios());
        } catch (ProblemException refusal) {
            refusal.errors().forEach(error -> problems.add(document.error(error)));
            if (refusal.errors().isEmpty()) {
                problems.add(document.error("", "yaml", refusal.detail(), ""));
            }
        } catch (RuntimeException e) {
            String file = document.file().path();
            problems.add(new InternalFaults().in(file, Diagnostic.Severity.ERROR, "read the scenarios", e));
        }
    }

    private static void refuseDoubles(List<Scenario> scenarios, List<Diagnostic> problems) {
        Map<String, Scenario> byName = new HashMap<>();
        for (Scenario scenario : scenarios) {
            Scenario other = byName.putIfAbsent(scenario.name(), scenario);
            if (other != null) {
                problems.add(scenario.document()
                        .error(
                                scenario.pointer() + "/name",
                                "duplicate-scenario",
                                "There is another scenario of this name, in "
                                        + other.document().file().path() + " line "
                                        + other.document()
                                                .place(other.pointer())
                                                .line() + ".",
                                "Give one another name."));
            }
        }
    }

    private List<Scenario> scenarios() {
        BusinessSettings business = ReadBusiness.read(root, null);
        List<Long> others = local(root, "", business).amounts("others", digits(business));
        root.required("scenarios", root.any("scenarios"));
        List<Fields> written = root.objects("scenarios");
        var scenarios = new ArrayList<Scenario>();
        for (int i = 0; i < written.size(); i++) {
            scenarios.add(scenario(written.get(i), "/scenarios/" + i, business, others));
        }
        root.finish();
        return scenarios;
    }

    private Scenario scenario(Fields fields, String pointer, BusinessSettings around, List<Long> aroundOthers) {
        BusinessSettings business = ReadBusiness.read(fields, around);
        LocalFields local = local(fields, pointer, business);
        List<Long> others = fields.any("others") == null ? aroundOthers : local.amounts("others", digits(business));
        String name = fields.required("name", fields.text("name"));
        LocalFields person = local.object("client");
        String id = person == null ? null : person.fields().id("id");
        ObjectNode profile =
                person == null ? Json.MAPPER.createObjectNode() : ReadClient.read(person, business.currency());
        String client = requireNonNullElse(id, "c-1");
        fields.required("timeline", fields.any("timeline"));
        List<Scenario.Line> timeline = timeline(local, new ReadNews(business, client, profile), profile);
        fields.refuseUnknown();
        return new Scenario(requireNonNullElse(name, ""), document, pointer, business, client, others, timeline);
    }

    /** The client is known from when they registered, at the latest from the first line on. */
    private static List<Scenario.Line> timeline(LocalFields scenario, ReadNews news, ObjectNode profile) {
        List<Fields> written = scenario.fields().objects("timeline");
        if (written.size() > MOST_LINES) {
            scenario.fields().wrong("timeline", "has at most " + MOST_LINES + " lines");
            return List.of();
        }
        String registered = profile.path("registeredAt").asText(null);
        Scenario.News first = null;
        var lines = new ArrayList<Scenario.Line>();
        Instant before = Instant.MIN;
        for (int i = 0; i < written.size(); i++) {
            var line = new LocalFields(written.get(i), scenario.pointer() + "/timeline/" + i, scenario.zone());
            Instant at = line.fields().required("at", line.moment("at"));
            if (at != null && at.isBefore(before)) {
                line.fields().wrong("at", "is before the line above; lines stand in the order of time");
            }
            Instant moment = at == null ? before : at;
            if (first == null && at != null) {
                Instant known = registered == null
                        ? at
                        : OffsetDateTime.parse(registered).toInstant();
                first = news.registered(known.isBefore(at) ? known : at);
                lines.addAll(known.isBefore(at) ? List.of(new Scenario.Line(known, List.of(first), null)) : List.of());
            }
            boolean together = first != null && lines.isEmpty();
            lines.add(line(line, news, moment, together ? List.of(first) : List.of()));
            before = moment;
        }
        return lines;
    }

    private static Scenario.Line line(LocalFields line, ReadNews news, Instant at, List<Scenario.News> first) {
        var all = new ArrayList<>(first);
        all.addAll(news.read(line, at));
        LocalFields expected = line.object("expect");
        Expectation expectation = expected == null ? null : expectation(expected);
        line.fields().refuseUnknown();
        return new Scenario.Line(at, all, expectation);
    }

    private static Expectation expectation(LocalFields expect) {
        var because = new LinkedHashMap<String, String>();
        texts(expect, "because", because);
        Map<String, Instant> since = moments(expect, "since");
        Map<String, Instant> holds = moments(expect, "holds");
        var drops = new LinkedHashMap<String, String>();
        texts(expect, "drops", drops);
        var expectation = new Expectation(
                expect.pointer(),
                expect.names("in"),
                expect.names("not in"),
                expect.names("entered"),
                expect.names("left"),
                because,
                since,
                expect.names("starts"),
                expect.names("not starts"),
                expect.names("actions"),
                expect.names("not actions"),
                expect.names("sends"),
                expect.names("not sends"),
                holds,
                drops,
                expect.names("tags"),
                expect.names("not tags"));
        expect.fields().refuseUnknown();
        return expectation;
    }

    private static Map<String, Instant> moments(LocalFields around, String name) {
        var all = new LinkedHashMap<String, Instant>();
        LocalFields inside = around.object(name);
        if (inside != null) {
            for (String key : inside.fields().names()) {
                Instant moment = inside.moment(key);
                if (moment != null) {
                    all.put(key, moment);
                }
            }
        }
        return all;
    }

    private static void texts(LocalFields around, String name, Map<String, String> into) {
        Fields inside = around.fields().object(name);
        if (inside != null) {
            for (String key : inside.names()) {
                JsonNode value = inside.any(key);
                if (value == null || !value.isTextual()) {
                    inside.wrong(key, "is a text");
                } else {
                    into.put(key, value.asText());
                }
            }
        }
    }

    private static int digits(BusinessSettings business) {
        return business.currency().getDefaultFractionDigits();
    }

    private static LocalFields local(Fields fields, String pointer, BusinessSettings business) {
        return new LocalFields(fields, pointer, business.zone());
    }
}
