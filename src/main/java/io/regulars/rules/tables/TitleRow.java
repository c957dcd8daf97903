package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.literal.Dates;
import io.regulars.rules.tables.literal.Place;
import io.regulars.rules.tables.literal.TextShape;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The row between a table's head and its rules, which is for people. Who leaves it out loses the first rule. */
final class TitleRow {
    private static final int LONGEST_NAME = 100;

    /** In small letters, as rules and the names that they give are called in titles. */
    private static final Set<String> TITLES = Set.of(
            "name",
            "rule",
            "rule name",
            "name of rule",
            "name of the rule",
            "title",
            "row",
            "line",
            "no",
            "nr",
            "id",
            "key",
            "label",
            "what",
            "who",
            "when",
            "then",
            "does",
            "result",
            "output",
            "outcome",
            "value",
            "segment",
            "segments",
            "campaign",
            "tag",
            "tags",
            "perk",
            "offer",
            "group",
            "tier",
            "level",
            "class",
            "action",
            "town",
            "nosaukums",
            "vārds",
            "noteikums",
            "pilsēta",
            "pavadinimas",
            "taisyklė",
            "miestas",
            "segmentas",
            "nimi",
            "reegel",
            "linn",
            "nazwa",
            "reguła",
            "miasto",
            "regel",
            "bezeichnung",
            "stadt",
            "ort",
            "nom",
            "règle",
            "ville",
            "nombre",
            "regla",
            "ciudad",
            "nome",
            "regola",
            "città",
            "название",
            "имя",
            "правило",
            "город",
            "сегмент");

    private static final Pattern ONE_WORD = Pattern.compile("[^\\s,;]+");
    private static final Pattern CODE = Pattern.compile("\\p{Lu}{2,3}");
    private static final Pattern GIVEN = Pattern.compile("\\p{Lu}{2,4}|[\\p{Ll}\\d]+([-_:.][\\p{Ll}\\d]+)*");

    private final Sheet sheet;
    private final int row;
    private final List<Headed> columns;
    private final Map<Headed, Template> templates;
    private final TableProblems problems;

    TitleRow(Sheet sheet, int row, List<Headed> columns, Map<Headed, Template> templates, TableProblems problems) {
        this.sheet = sheet;
        this.row = row;
        this.columns = columns;
        this.templates = templates;
        this.problems = problems;
    }

    /** Warns of titles that read like values, and of a table without rules. */
    void check(String table, Cell start, List<Integer> rules) {
        Optional<Headed> value = columns.stream()
                .filter(column -> title(column)
                        .filter(cell -> isValue(column, cell, rules))
                        .isPresent())
                .findFirst()
                .or(() -> readsLikeARule(rules));
        if (value.isPresent()) {
            Cell cell = title(value.get()).orElse(start);
            problems.warning(
                    sheet,
                    cell,
                    "titles-like-values",
                    "The row " + row + " is the row of titles, and so no rule, but '"
                            + TextShape.shortened(cell.shown()) + "' reads like a value.",
                    "Put a row of titles above it; it may be empty.");
        } else if (rules.isEmpty() && !templates.isEmpty()) {
            problems.warning(
                    sheet,
                    start,
                    "table-without-rows",
                    "The table '" + table + "' has no rows.",
                    "Its rules begin in row " + (row + 1) + ", below the row of titles.");
        }
    }

    private Optional<Cell> title(Headed column) {
        return sheet.cell(row, column.number());
    }

    private boolean isValue(Headed column, Cell cell, List<Integer> rules) {
        Template template = templates.get(column);
        if (template == null) {
            return column.is(Column.PRIORITY) && cell.text().matches("-?\\d+")
                    || (column.is(Column.DATE_EFFECTIVE) || column.is(Column.DATE_EXPIRES)) && isDate(cell)
                    || column.is(Column.ENABLED)
                            && (cell.kind() == Cell.Kind.FLAG || cell.text().matches("(?i)yes|no|true|false"));
        }
        if (column.is(Column.METADATA)) {
            return false;
        }
        if (template.isConstant()) {
            return cell.kind() == Cell.Kind.FLAG || cell.text().matches("[xX✓✔☑]|(?i)yes|no|true|false");
        }
        return isTyped(template, cell) || isName(column, cell) || occursBelow(column, cell, rules);
    }

    private static boolean isTyped(Template template, Cell cell) {
        return template.places().stream()
                .anyMatch(place -> place.isClosed()
                        ? ((io.regulars.facts.vocabulary.Property.Text<?>) Objects.requireNonNull(place.property()))
                                .values()
                                .contains(cell.text())
                        : place.isFlag()
                                ? cell.kind() == Cell.Kind.FLAG || cell.text().matches("(?i)true|false")
                                : !place.isText() && place.use() == Place.Use.CONDITION && isNumberOrDate(cell));
    }

    private static boolean isNumberOrDate(Cell cell) {
        return switch (cell.kind()) {
            case NUMBER, PERCENT, DATE, TIME -> true;
            case FLAG, ERROR -> false;
            case ENTRY, TEXT ->
                isDate(cell)
                        || cell.text().matches("[^\\p{L}]*\\d[^\\p{L}]*")
                        || cell.text().matches("[A-Z]{3}\\s*[\\d.,]+|[\\d.,]+\\s*[A-Z]{3}");
        };
    }

    private static boolean isDate(Cell cell) {
        try {
            return cell.kind() == Cell.Kind.DATE || Dates.is(Dates.read(cell.text()));
        } catch (Unclear e) {
            return true;
        }
    }

    /** Of a segment, a campaign, a tag: in small letters with signs between, as no title is written. */
    private boolean isName(Headed column, Cell cell) {
        return column.is(Column.ACTION)
                && cell.text().length() <= LONGEST_NAME
                && cell.text().matches("[a-z0-9]+([-_:][a-z0-9]+)+")
                && columns.stream()
                        .filter(other -> !other.equals(column))
                        .flatMap(other -> title(other).stream())
                        .noneMatch(title -> title.text().matches("(?s)\\p{Lu}.*"));
    }

    /** The column in which a row without a single word for a title reads like the rules below it. */
    private Optional<Headed> readsLikeARule(List<Integer> rules) {
        boolean named = columns.stream()
                .anyMatch(column ->
                        title(column).filter(cell -> isTitle(column, cell)).isPresent());
        return named || rules.isEmpty()
                ? Optional.empty()
                : columns.stream()
                        .filter(column -> title(column)
                                .filter(cell -> isLikeThoseBelow(column, cell, rules))
                                .isPresent())
                        .findFirst();
    }

    /** Whether it names what the column is for: in a word for it, or in words of its head. */
    private boolean isTitle(Headed column, Cell cell) {
        String text = cell.text().toLowerCase(Locale.ROOT);
        if (TITLES.contains(text.replaceAll("[^\\p{L}\\d ]", "").strip())) {
            return true;
        }
        String head = column.snippet().map(Cell::text).orElse("")
                + " "
                + column.column().map(Column::word).orElse("");
        return Arrays.stream(head.split("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 3 && !word.equals("param"))
                .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .anyMatch(text::contains);
    }

    /** A rule's name as those below, or with what the rule asks in it; a name that is given as those below. */
    private boolean isLikeThoseBelow(Headed column, Cell cell, List<Integer> rules) {
        if (cell.text().length() > LONGEST_NAME) {
            return false;
        }
        List<String> below = rules.stream()
                .flatMap(each -> sheet.cell(each, column.number()).stream())
                .map(Cell::text)
                .toList();
        if (column.is(Column.NAME)) {
            String numbered = cell.text().replaceAll("\\d+", "#");
            return numbered.contains("#")
                            && below.stream()
                                    .anyMatch(
                                            name -> name.replaceAll("\\d+", "#").equals(numbered))
                    || below.stream().anyMatch(name -> shareAWord(name, cell.text()))
                    || holdsAnother(column, cell);
        }
        Pattern form = column.is(Column.ACTION) ? GIVEN : CODE;
        return (column.is(Column.ACTION) || column.is(Column.CONDITION))
                        && form.matcher(cell.text()).matches()
                        && !below.isEmpty()
                        && below.stream()
                                .allMatch(name -> (column.is(Column.ACTION) ? ONE_WORD : form)
                                        .matcher(name)
                                        .matches())
                || column.is(Column.ACTION) && holdsAnother(column, cell);
    }

    /** {@code Riga fans} beside {@code Riga}: what is asked is named in what follows from it. */
    private boolean holdsAnother(Headed column, Cell cell) {
        return columns.stream()
                .filter(other -> !other.equals(column))
                .filter(other -> other.is(Column.CONDITION) || other.is(Column.ACTION))
                .flatMap(other -> title(other).stream())
                .anyMatch(other -> words(cell.text()).containsAll(words(other.text())));
    }

    private static boolean shareAWord(String name, String other) {
        return words(name).stream()
                .anyMatch(word -> word.length() > 3 && words(other).contains(word));
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\d]+"));
    }

    private boolean occursBelow(Headed column, Cell cell, List<Integer> rules) {
        return rules.stream()
                .flatMap(each -> sheet.cell(each, column.number()).stream())
                .anyMatch(below -> below.text().equals(cell.text()));
    }
}
