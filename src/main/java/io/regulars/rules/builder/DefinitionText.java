package io.regulars.rules.builder;

import io.regulars.rules.model.DefinitionProblem;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Position;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A definition written out as one line of DRL, with the JSON pointer that each part of the line comes from. */
final class DefinitionText {
    private final StringBuilder line = new StringBuilder();
    private final NavigableMap<Integer, String> origins = new TreeMap<>();

    DefinitionText add(String part, String pointer) {
        origins.put(line.length(), pointer);
        line.append(part);
        return this;
    }

    /** The line as a rule file. */
    RuleFile drl() {
        return new RuleFile("definition", line.toString());
    }

    /** What was found in the line, told of the part of the definition that all of it comes from. */
    DefinitionProblem place(Diagnostic found) {
        return new DefinitionProblem(
                pointer(found.column(), found.endColumn()), found.code(), found.message(), found.hint());
    }

    /** The part of the definition that a part of the line comes from. */
    String pointer(Position place) {
        return pointer(place.column(), place.endColumn());
    }

    private String pointer(int column, int endColumn) {
        return common(origin(column), origin(endColumn));
    }

    private String origin(int column) {
        return origins.floorEntry(column - 1).getValue();
    }

    /** The innermost part that holds both. */
    private static String common(String first, String second) {
        String shared = first;
        while (!second.equals(shared) && !second.startsWith(shared + "/")) {
            shared = shared.substring(0, shared.lastIndexOf('/'));
        }
        return shared;
    }
}
