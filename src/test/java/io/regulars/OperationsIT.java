package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.live.EvaluateDueClients;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

/** What the files for operators name is there. */
@QuarkusTest
class OperationsIT {
    private static final Path DOCKER = Path.of("docker");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();
    /** A name of Prometheus that is followed by labels, a range, or the end of what is asked for. */
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+_[a-z_]+)(?=\\{|\\[|\\)| [>/=]|$)");

    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)[{ ]");
    private static final Set<String> WORDS_OF_PROMETHEUS = Set.of("endpoint_kind");

    @Inject
    EvaluateDueClients evaluateDueClients;

    @Test
    void eachMetricOfTheBoardAndOfTheAlertsIsMeasured() throws IOException {
        evaluateDueClients.evaluate();
        RestAssured.get("/api/segments");
        Set<String> measured = RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .map(SAMPLE::matcher)
                .filter(sample -> sample.find())
                .map(sample -> sample.group(1))
                .collect(Collectors.toSet());

        Set<String> asked = metrics();
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(measured).containsAll(asked);
    }

    @Test
    void eachAlertIsToldWhatToDoAbout() throws IOException {
        String book = Files.readString(DOCKER.resolve("README.md"));
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert ->
                        assertThat(book).contains("### " + alert.path("alert").asText() + "\n"));
    }

    @Test
    void theDeploymentRunsAsNobodyOnAReadOnlyTreeAndItsProbesAreAnswered() throws IOException {
        List<JsonNode> manifests = documents("kubernetes/regulars.yaml");
        assertThat(manifests)
                .extracting(manifest -> manifest.path("kind").asText())
                .containsExactly("Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy");
        JsonNode pod = manifests.getFirst().at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            String path = container.at("/" + probe + "/httpGet/path").asText();
            assertThat(RestAssured.get(path).statusCode()).as(path).isEqualTo(200);
        }
        String selector = "/spec/selector";
        assertThat(manifests.get(1).at(selector))
                .isEqualTo(manifests.getFirst().at(selector + "/matchLabels"))
                .isEqualTo(manifests.getFirst().at("/spec/template/metadata/labels"));
    }

    @Test
    void whatTheComposeFilesMountIsThere() throws IOException {
        for (String name : List.of("compose.yaml", "compose.observability.yaml", "compose.kafka.yaml")) {
            JsonNode compose = documents(name).getFirst();
            assertThat(compose.path("services")).as(name).isNotEmpty();
            compose.path("services")
                    .forEach(service -> service.path("volumes").forEach(volume -> {
                        String source = volume.asText().split(":")[0];
                        if (source.startsWith(".")) {
                            assertThat(DOCKER.resolve(source)).exists();
                        } else {
                            assertThat(compose.path("volumes").has(source))
                                    .as(source)
                                    .isTrue();
                        }
                    }));
        }
    }

    @Test
    void theBrokerOfTheComposeFileHasSettingsThatKafkaTakesAndIsWhereTheServiceLooks() throws IOException {
        JsonNode services = documents("compose.kafka.yaml").getFirst().path("services");
        var settings = new HashMap<String, String>();
        services.at("/kafka/environment")
                .properties()
                .forEach(one -> settings.put(
                        one.getKey()
                                .substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        one.getValue().asText()));

        assertThat(KafkaConfig.configDef().names()).containsAll(settings.keySet());
        // its constructor refuses what does not go together
        assertThat(new KafkaConfig(settings, false).nodeId()).isEqualTo(1);
        assertThat(settings.get("advertised.listeners"))
                .isEqualTo("PLAINTEXT://"
                        + services.at("/regulars/environment/REGULARS_KAFKA_BROKERS")
                                .asText());
    }

    private static Set<String> metrics() throws IOException {
        Stream<String> ofBoard = stream(JSON.readTree(DOCKER.resolve("observability/grafana/regulars.json")
                                .toFile())
                        .path("panels"))
                .flatMap(panel -> stream(panel.path("targets")))
                .map(target -> target.path("expr").asText());
        Stream<String> ofAlerts =
                alerts().stream().map(alert -> alert.path("expr").asText());
        var names = new TreeSet<String>();
        Stream.concat(ofBoard, ofAlerts)
                .flatMap(expression -> METRIC.matcher(expression).results())
                .forEach(found -> names.add(found.group(1)));
        names.removeAll(WORDS_OF_PROMETHEUS);
        return names;
    }

    private static List<JsonNode> alerts() throws IOException {
        return stream(documents("observability/alerts.yml").getFirst().at("/groups/0/rules"))
                .toList();
    }

    private static List<JsonNode> documents(String file) throws IOException {
        var documents = new ArrayList<JsonNode>();
        try (var read = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(DOCKER.resolve(file).toFile())) {
            read.forEachRemaining(documents::add);
        }
        return documents;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
