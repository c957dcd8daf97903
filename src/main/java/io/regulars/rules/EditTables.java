package io.regulars.rules;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.TableEdit;
import io.regulars.rules.model.TableSheet;
import io.regulars.rules.tables.EditGrid;
import io.regulars.rules.tables.EditGrid.RefusedEdit;
import io.regulars.rules.tables.ReadGrid;
import io.regulars.rules.tables.TableReader;
import io.regulars.rules.tables.sheet.CannotEdit;
import io.regulars.rules.tree.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the cells of table files and changes them. */
public final class EditTables {
    private EditTables() {}

    /** Whether a file holds tables, by its name. */
    public static boolean holdsTables(RuleFile file) {
        return TableReader.holdsTables(file);
    }

    /** The sheets of a file, each row with a rule that can be counted; none if it cannot be read. */
    public static List<TableSheet> sheets(RuleFile file) {
        Map<String, String> rules = rules(file);
        return ReadGrid.of(file, new DiagnosticCollector(), (sheet, row) -> rules.get(key(sheet, row)));
    }

    private static Map<String, String> rules(RuleFile file) {
        var found = new HashMap<String, String>();
        var problems = new DiagnosticCollector();
        for (Rule rule : new TableReader(problems).rules(file, new DrlReader(problems))) {
            boolean asksClientsAlone = rule.when().size() == 1
                    && rule.when().getFirst().pattern().type().name().equals("Client");
            found.merge(
                    key(rule.position().sheet(), rule.position().line()),
                    asksClientsAlone ? new Definition(rule).drl(rule.name(), "row") : "",
                    (one, other) -> ""); // of several branches no one says it all
        }
        found.values().removeIf(String::isEmpty);
        return found;
    }

    private static String key(@Nullable String sheet, int row) {
        return row + " " + (sheet == null ? "" : sheet);
    }

    /** What became of edits. */
    public sealed interface Outcome {}

    /** All were made. */
    public record Edited(RuleFile file) implements Outcome {}

    /**
     * None was made.
     *
     * @param edit the place in the list of the one that cannot be, from 0; -1: the file itself cannot be changed
     */
    public record Refused(int edit, String message, String hint) implements Outcome {}

    /** Makes edits, one after the other; all of them or none. */
    public static Outcome edit(RuleFile file, List<TableEdit> edits) {
        try {
            return new Edited(EditGrid.edit(file, edits));
        } catch (RefusedEdit e) {
            return new Refused(e.index, String.valueOf(e.why.getMessage()), e.why.hint);
        } catch (CannotEdit e) {
            return new Refused(-1, String.valueOf(e.getMessage()), e.hint);
        }
    }
}
