package io.regulars.templates;

import io.quarkus.qute.Expression;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Diagnostic;
import io.regulars.templates.text.Braces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what stands in the braces of one text: sections that are left out here, unknown names, what is asked of a value that it does not
 * have, loops over anything but lists, and how much there is of all. The engine reads the braces alone, one a line, so that its
 * places lead back to the source.
 */
final class CheckNames {
    private static final Set<String> SECTIONS = Set.of("if", "for", "each", "when", "switch", "else", "is", "case");
    private static final Set<String> COUNTERS = Set.of("count", "index", "indexParity");
    private static final Set<String> PLACES = Set.of("hasNext", "isLast", "isFirst", "odd", "even", "isOdd", "isEven");
    private static final Set<String> ELSE = Set.of("?:", "or", ":");
    private static final Set<String> LOGIC = Set.of("&&", "||", "?");
    private static final String OFFER = "offer";
    private static final Pattern LOOP_OF_NAME = Pattern.compile("(\\w+)\\s+in\\s+(.+)", Pattern.DOTALL);

    private final TemplateText text;
    private final boolean layout;
    private final Consumer<Diagnostic> problems;
    private final List<Braces.Brace> braces;
    private final List<List<Braces.Brace>> around = new ArrayList<>();
    private final Map<Integer, NameKind> kinds = new HashMap<>();
    private final Set<Use> uses = new LinkedHashSet<>();
    private boolean sound = true;

    private CheckNames(TemplateText text, Braces braces, boolean layout, Consumer<Diagnostic> problems) {
        this.text = text;
        this.layout = layout;
        this.problems = problems;
        this.braces = braces.all();
    }

    /**
     * A name that a text uses.
     *
     * @param name as it is written: {@code booking.startsAt}; an attribute as {@code client.text}
     * @param guarded whether the text knows what to do if it is missing
     */
    record Use(String name, Braces.Brace brace, boolean guarded) {
        String group() {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }
    }

    /**
     * What was found.
     *
     * @param sound whether it can be compiled
     * @param kinds what each part in braces that writes something is, by its index; what is not sure is not among them
     */
    record Checked(boolean sound, Map<Integer, NameKind> kinds, Set<Use> uses) {}

    /** Checks a text; a layout may use {@code content} and the names of the mail around it. */
    static Checked check(TemplateText text, Braces braces, boolean layout, Consumer<Diagnostic> problems) {
        var check = new CheckNames(text, braces, layout, problems);
        check.sections();
        if (check.sound) {
            check.expressions();
        }
        return new Checked(check.sound, Map.copyOf(check.kinds), Set.copyOf(check.uses));
    }

    private void sections() {
        var open = new ArrayList<Braces.Brace>();
        long evaluated = 0;
        for (Braces.Brace brace : braces) {
            if (brace.text().length() > TemplateLimits.LONGEST_TAG
                    || !brace.text().endsWith("}")) {
                error(
                        brace,
                        "template-syntax",
                        brace.text().endsWith("}")
                                ? "What stands in braces has at most " + TemplateLimits.LONGEST_TAG + " characters."
                                : "The brace is not closed.",
                        "Close it with '}'; a brace that is text is written '\\{'.");
                around.add(List.of());
                continue;
            }
            String second = brace.text().substring(1, 2);
            if ("|@".contains(second)) {
                error(
                        brace,
                        "template-syntax",
                        "'{" + second + "' is not used here.",
                        "A brace that is text is written '\\{'.");
            }
            if (brace.isSection() && !brace.closes() && !SECTIONS.contains(brace.name())) {
                error(
                        brace,
                        "template-syntax",
                        "There is no section '#" + NearestName.shortened(brace.name()) + "'.",
                        "The sections are #if … #else, #for x in …, and #when … #is.");
            }
            if (brace.closes()) {
                while (!open.isEmpty() && open.removeLast().divides()) {}
            }
            long loops = open.stream().filter(CheckNames::isLoop).count();
            evaluated += Math.round(
                    Math.pow(TemplateLimits.MOST_ITEMS, (double) Math.min(loops, TemplateLimits.MOST_LOOPS)));
            around.add(List.copyOf(open));
            if (brace.divides() && !open.isEmpty()) {
                open.add(brace);
            }
            if (brace.opens()) {
                open.add(brace);
                if (isLoop(brace) && loops >= TemplateLimits.MOST_LOOPS) {
                    error(
                            brace,
                            "template-loop",
                            "Loops stand at most " + TemplateLimits.MOST_LOOPS + " within each other.",
                            "");
                }
                if (open.stream().filter(Braces.Brace::opens).count() > TemplateLimits.MOST_SECTIONS) {
                    error(
                            brace,
                            "template-syntax",
                            "Sections stand at most " + TemplateLimits.MOST_SECTIONS + " within each other.",
                            "");
                    return;
                }
            }
        }
        if (evaluated > TemplateLimits.MOST_EVALUATED) {
            error(
                    braces.getFirst(),
                    "template-loop",
                    "The template writes up to " + evaluated + " values, more than " + TemplateLimits.MOST_EVALUATED
                            + ": what is in a loop counts " + TemplateLimits.MOST_ITEMS + " times.",
                    "Take something out of its loops.");
        }
    }

    private static boolean isLoop(Braces.Brace brace) {
        return brace.name().equals("for") || brace.name().equals("each");
    }

    private void expressions() {
        var lines = new StringBuilder();
        braces.forEach(
                brace -> lines.append(brace.isComment() ? "" : brace.text().replace('\n', ' '))
                        .append('\n'));
        Template template;
        try {
            template = ClosedEngine.plain(lines.toString());
        } catch (TemplateException e) {
            int line = e.getOrigin() == null ? 1 : e.getOrigin().getLine();
            Braces.Brace at = braces.get(Math.min(Math.max(line - 1, 0), braces.size() - 1));
            error(at, "template-syntax", sentence(e), "");
            return;
        }
        for (Expression expression : template.getExpressions()) {
            int index = expression.getOrigin().getLine() - 1;
            Braces.Brace brace = braces.get(index);
            NameKind kind = kind(expression, index, false);
            if (isLoop(brace)) {
                loop(brace, expression, kind);
            } else if (!brace.isSection() && kind != null) {
                kinds.put(index, kind);
                if (kind == NameKind.LIST) {
                    error(
                            brace,
                            "template-type",
                            "'" + expression.toOriginalString() + "' is a list, which writes nothing by itself.",
                            "Write {#for each in " + expression.toOriginalString() + "}{each} {/for}.");
                }
            }
        }
    }

    private static String sentence(TemplateException failure) {
        String message = String.valueOf(failure.getMessage()).replaceFirst("^Parser error: ", "");
        String what = message.replaceFirst("(?s) in (expression|template).*", "");
        return what.isEmpty()
                ? "The braces cannot be read."
                : what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + (what.endsWith(".") ? "" : ".");
    }

    private void loop(Braces.Brace brace, Expression expression, @Nullable NameKind kind) {
        if (expression.isLiteral() || kind != null && kind != NameKind.LIST) {
            error(
                    brace,
                    "template-loop",
                    "A loop goes over a list, and '" + expression.toOriginalString() + "' is "
                            + (kind == null ? "none" : kind.words()) + ".",
                    "The lists are " + String.join(", ", lists()) + ".");
        }
    }

    private static List<String> lists() {
        return TemplateName.ALL.values().stream()
                .flatMap(group -> group.values().stream())
                .filter(name -> name.kind() == NameKind.LIST)
                .map(TemplateName::written)
                .toList();
    }

    /** What an expression is; null with a problem told, or where nobody can know. */
    private @Nullable NameKind kind(Expression expression, int index, boolean guarded) {
        Braces.Brace brace = braces.get(index);
        if (expression.isLiteral()) {
            return null;
        }
        if (expression.hasNamespace()) {
            unknown(brace, expression.getNamespace() + ":", "Nothing stands before a ':' here.");
            return null;
        }
        List<Expression.Part> parts = expression.getParts();
        Expression.Part first = parts.getFirst();
        boolean handled = guarded
                || parts.stream().anyMatch(part -> part.isVirtualMethod() && isElse(part.getName()))
                || brace.isSection();
        NameKind kind;
        int next = 1;
        NameKind local = first.isVirtualMethod() ? null : local(first.getName(), index);
        Map<String, TemplateName> group = TemplateName.ALL.get(first.getName());
        if (local != null) {
            kind = local;
        } else if (first.getName().equals(TemplateName.TODAY) && !first.isVirtualMethod()) {
            kind = NameKind.DAY;
        } else if (layout && first.getName().equals(CONTENT) && !first.isVirtualMethod()) {
            return null;
        } else if (layout && first.getName().equals(ShownValue.OfMail.NAME) && parts.size() > 1) {
            String name = parts.get(1).getName();
            NameKind ofMail = TemplateName.OF_LAYOUT.get(name);
            if (ofMail == null) {
                unknown(brace, "mail." + name, nearest(name, TemplateName.OF_LAYOUT.keySet(), "mail."));
                return null;
            }
            kind = ofMail;
            next = 2;
        } else if (group == null || first.isVirtualMethod()) {
            unknown(brace, first.getName(), nearest(written(parts), all(), ""));
            return null;
        } else if (parts.size() == 1) {
            unknown(
                    brace,
                    first.getName(),
                    "Write one of its names: " + first.getName() + "."
                            + String.join(", " + first.getName() + ".", group.keySet()) + ".");
            return null;
        } else {
            Expression.Part second = parts.get(1);
            next = 2;
            if (second.isVirtualMethod()) {
                if (!first.getName().equals("client") || !second.getName().equals(TemplateName.ATTRIBUTE)) {
                    unknown(
                            brace,
                            first.getName() + "." + second.getName() + "(…)",
                            nearest(second.getName(), group.keySet(), first.getName() + "."));
                    return null;
                }
                List<Expression> attribute = second.asVirtualMethod().getParameters();
                if (attribute.size() != 1 || !(attribute.getFirst().getLiteral() instanceof String)) {
                    error(
                            brace,
                            "template-type",
                            "client.text takes the name of one attribute.",
                            "Write client.text(\"hairType\").");
                    return null;
                }
                uses.add(new Use("client.text", brace, handled || guards(index, "client.text")));
                kind = NameKind.TEXT;
            } else {
                TemplateName known = group.get(second.getName());
                if (known == null) {
                    unknown(
                            brace,
                            first.getName() + "." + second.getName(),
                            nearest(second.getName(), group.keySet(), first.getName() + "."));
                    return null;
                }
                uses.add(new Use(known.written(), brace, handled || guards(index, known)));
                kind = known.kind();
            }
        }
        return behind(expression, parts, next, kind, index);
    }

    /** Placeholder of a layout for what stands in a template. */
    static final String CONTENT = "content";

    private @Nullable NameKind behind(
            Expression expression, List<Expression.Part> parts, int from, NameKind of, int index) {
        Braces.Brace brace = braces.get(index);
        NameKind kind = of;
        for (Expression.Part part : parts.subList(from, parts.size())) {
            String name = part.getName();
            if (part.isVirtualMethod()) {
                if (!isElse(name)) {
                    unknown(
                            brace,
                            name,
                            "Behind a value stand ?:, &&, || and ? … : …; nothing is computed in templates.");
                    return null;
                }
                for (Expression parameter : part.asVirtualMethod().getParameters()) {
                    NameKind other = kind(parameter, index, true);
                    kind = name.equals("?") || other != null && other != kind ? NameKind.TEXT : kind;
                }
            } else if (kind.parts().contains(name)) {
                kind = NameKind.TEXT;
            } else {
                error(
                        brace,
                        "template-type",
                        "'" + expression.toOriginalString() + "' asks for '." + NearestName.shortened(name) + "' of "
                                + kind.words() + ", which has "
                                + (kind.parts().isEmpty()
                                        ? "no such part."
                                        : "." + String.join(", .", kind.parts()) + "."),
                        hintOfPart(name));
                return null;
            }
        }
        return kind;
    }

    private static boolean isElse(String name) {
        return ELSE.contains(name) || LOGIC.contains(name);
    }

    private static String hintOfPart(String part) {
        List<String> having = new ArrayList<>();
        for (NameKind kind : NameKind.values()) {
            if (kind.parts().contains(part)) {
                having.add(kind.words());
            }
        }
        return having.isEmpty() ? "" : "'." + part + "' is of " + String.join(" and ", having) + ".";
    }

    /** The variable of a loop around, or one that counts it. */
    private @Nullable NameKind local(String name, int index) {
        for (Braces.Brace loop : around.get(index)) {
            if (!isLoop(loop)) {
                continue;
            }
            var named = LOOP_OF_NAME.matcher(loop.parameters());
            String variable = named.matches() ? named.group(1) : "it";
            if (name.equals(variable)) {
                return NameKind.TEXT;
            }
            if (name.startsWith(variable + "_")) {
                String counter = name.substring(variable.length() + 1);
                if (COUNTERS.contains(counter)) {
                    return NameKind.NUMBER;
                }
                if (PLACES.contains(counter)) {
                    return NameKind.FLAG;
                }
            }
        }
        return null;
    }

    /**
     * Whether a section around asks for the name, so that the text knows what to do without; of what is there as a whole or not at all, for
     * any of its names.
     */
    private boolean guards(int index, TemplateName name) {
        boolean together =
                name.group().equals(OFFER) || !name.optional() && TemplateName.OCCASIONAL.contains(name.group());
        return guards(index, together ? name.group() + "." : name.written());
    }

    private boolean guards(int index, String name) {
        Pattern whole = Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + (name.endsWith(".") ? "" : "(?!\\w)"));
        return around.get(index).stream()
                .anyMatch(section ->
                        !isLoop(section) && whole.matcher(section.text()).find());
    }

    private static String written(List<Expression.Part> parts) {
        return parts.size() > 1 && !parts.get(1).isVirtualMethod()
                ? parts.get(0).getName() + "." + parts.get(1).getName()
                : parts.get(0).getName();
    }

    private static Set<String> all() {
        var all = new TreeSet<String>();
        TemplateName.ALL.forEach((group, names) -> {
            all.add(group);
            names.values().forEach(name -> {
                all.add(name.written());
                all.add(name.name());
            });
        });
        all.add(TemplateName.TODAY);
        return all;
    }

    private static String nearest(String written, Set<String> known, String before) {
        String nearest = NearestName.of(written, known).orElse("");
        if (nearest.isEmpty()) {
            return before.isEmpty()
                    ? "Names begin with " + String.join(", ", TemplateName.ALL.keySet())
                            + " or are today; a brace that is text is followed by a blank, or written '\\{'."
                    : "There are " + before + String.join(", " + before, new TreeSet<>(known)) + ".";
        }
        String whole = before.isEmpty() && !nearest.contains(".") ? withGroup(nearest) : before + nearest;
        return "Did you mean '" + whole + "'?";
    }

    /** {@code client.firstName} of {@code firstName}. */
    private static String withGroup(String name) {
        return TemplateName.ALL.values().stream()
                .filter(group -> group.containsKey(name))
                .findFirst()
                .map(group -> group.values().iterator().next().group() + "." + name)
                .orElse(name);
    }

    private void unknown(Braces.Brace brace, String name, String hint) {
        error(brace, "template-unknown-name", "There is no name '" + NearestName.shortened(name) + "'.", hint);
    }

    private void error(Braces.Brace brace, String code, String message, String hint) {
        sound = false;
        problems.accept(text.error(brace, code, message, hint));
    }
}
