package io.regulars.platform.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Completes the description of the API: how a key is shown, and of each operation what {@code openapi/examples.yaml} has,
 * the meaning of its parameters and an example.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String MALFORMED =
            "The request cannot be read, or has a query parameter that this operation does not have; the nearest one is named.";

    private static final String TOO_MANY =
            "The key asks too often, or the service has too much to do; nothing was done. Retry-After says when to try again.";

    private static final String SCHEMAS = "#/components/schemas/";

    /** Schemas that others refer to by name. */
    private static final Map<String, Supplier<Schema>> SHARED = Map.of(
            "Amount",
                    () -> text("An amount as decimal text, in units of the business's currency.")
                            .pattern("-?[0-9]+(\\.[0-9]+)?"),
            "MinorAmount",
                    () -> type(Schema.SchemaType.INTEGER)
                            .description("The same in the smallest units of the currency, instead."),
            "Starts",
                    () -> OASFactory.createSchema()
                            .description("Which campaigns follow from what is true at once; future-only if not said.")
                            .addOneOf(type(Schema.SchemaType.STRING).enumeration(List.of("future-only", "everyone")))
                            .addOneOf(object(Map.of("perDay", type(Schema.SchemaType.INTEGER)))
                                    .addRequired("perDay")),
            "Definition",
                    () -> type(Schema.SchemaType.OBJECT)
                            .description(
                                    "A definition of the visual builder, by the schema of GET /api/builder/schema."));

    private final Examples examples = read();

    /** Made by the build, which writes the description. */
    public ApiDescription() {}

    /**
     * The file: what is said of parameters by name, and examples by operation, {@code PUT /api/clients/{id}}.
     *
     * @param types of parameters that are read as text, so that a wrong one is refused in words
     */
    record Examples(
            Map<String, String> parameters, Map<String, Schema.SchemaType> types, Map<String, Example> operations) {}

    /**
     * What is sent to an operation: path and query parameters by name, and a body.
     *
     * @param answers the status of its answer; null: what the description has
     */
    record Example(
            @Nullable String answers,
            @Nullable Map<String, Object> path,
            @Nullable Map<String, Object> query,
            @Nullable Object body) {}

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var components = Objects.requireNonNullElseGet(api.getComponents(), OASFactory::createComponents);
        SHARED.forEach((name, schema) -> components.addSchema(name, schema.get()));
        api.components(components
                        .addSchema(PROBLEM, problem())
                        .addSecurityScheme(
                                "key",
                                OASFactory.createSecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A key of the business; the first start prints one.")))
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("key"));
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    operation.setTags(List.of(feature(path)));
                    operation.setOperationId(id(method.name(), path));
                    if (method == PathItem.HttpMethod.PATCH) {
                        takeAPart(operation, components);
                    }
                    describe(operation);
                    operation
                            .getResponses()
                            .setDefaultValue(refusal("It was not done: what is wrong, where, and what instead."));
                    operation.getResponses().addAPIResponse("400", refusal(MALFORMED));
                    operation.getResponses().addAPIResponse("429", refusal(TOO_MANY));
                    Example example = examples.operations().get(method + " " + path);
                    if (example != null) {
                        show(operation, example);
                    }
                }));
        api.setTags(null); // the features named at the operations are all there are
    }

    /** What an operation is listed under: {@code /api/clients/{id}} under clients. */
    private static String feature(String path) {
        return path.replaceFirst("^/api/([^/]+).*", "$1");
    }

    /** A name for code that calls the operation: {@code putBookingsById} of {@code PUT /api/bookings/{id}}. */
    private static String id(String method, String path) {
        var id = new StringBuilder(method.toLowerCase(Locale.ROOT));
        for (String part : path.replaceFirst("^/api/", "").split("/", -1)) {
            String by = part.startsWith("{") ? "By" : "";
            for (String word : part.replaceAll("[{}]", "").split("[^A-Za-z0-9]", -1)) {
                id.append(by)
                        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
                by = "";
            }
        }
        return id.toString();
    }

    /** Of a PATCH no field is required: it takes a schema of its own, beside that of the whole. */
    private static void takeAPart(Operation operation, Components components) {
        for (MediaType type : content(operation).getMediaTypes().values()) {
            String whole = type.getSchema().getRef().substring(SCHEMAS.length());
            Schema schema = Objects.requireNonNull(components.getSchemas().get(whole), whole);
            components.addSchema(
                    whole + "Patch",
                    type(Schema.SchemaType.OBJECT)
                            .properties(schema.getProperties())
                            .description("The fields that change; null clears one."));
            type.setSchema(OASFactory.createSchema().ref(SCHEMAS + whole + "Patch"));
        }
    }

    private void describe(Operation operation) {
        for (Parameter parameter : parameters(operation)) {
            String description = examples.parameters().get(parameter.getName());
            if (parameter.getDescription() == null && description != null) {
                parameter.setDescription(description);
            }
            Schema.SchemaType type = examples.types().get(parameter.getName());
            if (type != null) {
                parameter.setSchema(type(type));
            }
        }
    }

    private static void show(Operation operation, Example example) {
        for (Parameter parameter : parameters(operation)) {
            Map<String, Object> values = parameter.getIn() == Parameter.In.PATH ? example.path() : example.query();
            if (values != null && values.containsKey(parameter.getName())) {
                parameter.setExample(values.get(parameter.getName()));
            }
        }
        if (example.body() != null) {
            show(content(operation), example.body());
        }
        if (example.answers() != null) {
            APIResponses responses = operation.getResponses();
            APIResponse usual = responses.getAPIResponse("200");
            responses.removeAPIResponse("200");
            responses.addAPIResponse(example.answers(), usual);
        }
    }

    /** What an operation answers that does not do what it was asked. */
    private static APIResponse refusal(String description) {
        Schema schema = OASFactory.createSchema().ref(SCHEMAS + PROBLEM);
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(schema)));
    }

    private static Schema problem() {
        Schema fields = object(Map.of(
                "pointer", text("JSON pointer into the request."), "detail", text("What is wrong and what instead.")));
        return object(Map.of(
                        "type", text("The error code, urn:regulars:problem:invalid."),
                        "title", text("The same for every occurrence of the code."),
                        "status", type(Schema.SchemaType.INTEGER),
                        "detail", text("What is wrong, where, and what instead."),
                        "instance", text("The path that was called, or the id under which the log has more."),
                        "errors",
                                type(Schema.SchemaType.ARRAY)
                                        .items(fields)
                                        .description("Each bad field of the request."),
                        "diagnostics",
                                type(Schema.SchemaType.ARRAY)
                                        .items(object(Map.of()))
                                        .description("What a check of rules found, each at its file and line.")))
                .description("A problem detail of RFC 9457.");
    }

    private static Schema object(Map<String, Schema> properties) {
        return type(Schema.SchemaType.OBJECT).properties(new TreeMap<>(properties));
    }

    private static Schema text(String description) {
        return type(Schema.SchemaType.STRING).description(description);
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static void show(Content content, Object body) {
        content.getMediaTypes().values().forEach(type -> type.setExample(body));
    }

    private static Content content(Operation operation) {
        return Objects.requireNonNull(
                        operation.getRequestBody(),
                        () -> operation.getSummary() + ": an example with a body, but takes none")
                .getContent();
    }

    private static List<Parameter> parameters(Operation operation) {
        return Objects.requireNonNullElse(operation.getParameters(), List.of());
    }

    private static Examples read() {
        try (InputStream file = ApiDescription.class.getResourceAsStream("/openapi/examples.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readValue(file, Examples.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
