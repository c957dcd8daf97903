package io.regulars.templates;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Results;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.WhenSectionHelper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The engine of templates. It knows the sections if, for and when, and our names, nothing else: no resolver that reaches Java by
 * reflection, none that leaves text as it is, no inclusion, no evaluation of text.
 */
final class ClosedEngine {
    private static final Set<String> ELSE = Set.of("?:", "or", ":");
    private static final String HTML = "text/html";
    private static final String PLAIN = "text/plain";
    private static final Engine ENGINE = engine();

    private ClosedEngine() {}

    private static Engine engine() {
        EngineBuilder builder = Engine.builder();
        builder.addSectionHelpers(
                new IfSectionHelper.Factory(),
                new LoopSectionHelper.Factory("<alias_>"),
                new WhenSectionHelper.Factory());
        builder.addValueResolvers(
                ValueResolvers.mapperResolver(),
                ValueResolvers.thisResolver(),
                ValueResolvers.trueResolver(),
                ValueResolvers.orResolver(),
                ValueResolvers.logicalAndResolver(),
                ValueResolvers.logicalOrResolver(),
                new Names());
        builder.addResultMapper(new HtmlEscaper(List.of(HTML)));
        return builder.strictRendering(true).removeStandaloneLines(true).build();
    }

    /**
     * Compiles a text of which each brace is known.
     *
     * @throws TemplateException if it cannot be read
     */
    static Template html(String text) {
        return parse(text, HTML);
    }

    /** The same for a text that nothing is escaped in. */
    static Template plain(String text) {
        return parse(text, PLAIN);
    }

    private static Template parse(String text, String type) {
        return ENGINE.parse(text, new Variant(Locale.ROOT, type, "UTF-8"));
    }

    /**
     * What a template writes for the values of one message.
     *
     * @throws CannotRender if it fails, or writes more than it may
     */
    static String render(Template template, ShownValue.Root root) {
        var output = new StringBuilder();
        try {
            template.instance()
                    .data(root)
                    .consume(part -> {
                        if (output.length() + part.length() > TemplateLimits.MOST_OUTPUT) {
                            throw new TemplateException(
                                    "it writes more than " + TemplateLimits.MOST_OUTPUT + " characters");
                        }
                        output.append(part);
                    })
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException | StackOverflowError e) {
            throw new CannotRender(reason(e));
        }
        return output.toString();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof TemplateException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("Cannot coerce")
                ? "it compares what is no number, or is missing, with a number"
                : message.replaceFirst("^(Rendering|Parser) error: ", "");
    }

    /** Resolves our names and what stands behind their dots; what is missing gives way to {@code ?:}. */
    private static final class Names implements ValueResolver {
        @Override
        public int getPriority() {
            return WITH_OUR_VALUES;
        }

        private static final int WITH_OUR_VALUES = 10;

        @Override
        public boolean appliesTo(EvalContext context) {
            return context.getBase() instanceof ShownValue && !context.getName().equals("?");
        }

        @Override
        public CompletionStage<Object> resolve(EvalContext context) {
            var base = (ShownValue) context.getBase();
            String name = context.getName();
            return switch (context.getParams().size()) {
                case 0 -> found(base.part(name), context);
                case 1 -> {
                    if (ELSE.contains(name)) {
                        yield base instanceof ShownValue.Missing
                                ? context.evaluate(context.getParams().getFirst())
                                : CompletableFuture.completedFuture(base);
                    }
                    yield switch (base) {
                        case ShownValue.Group group
                        when name.equals(TemplateName.ATTRIBUTE) ->
                            context.evaluate(context.getParams().getFirst())
                                    .thenApply(attribute -> group.attribute(String.valueOf(attribute)));
                        default -> Results.notFound(context);
                    };
                }
                default -> Results.notFound(context);
            };
        }

        private static CompletionStage<Object> found(@Nullable Object part, EvalContext context) {
            return part == null ? Results.notFound(context) : CompletableFuture.completedFuture(part);
        }
    }
}
