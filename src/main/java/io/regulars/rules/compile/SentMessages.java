package io.regulars.rules.compile;

import io.regulars.facts.history.Activity;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Set;

/** Finds whether rules ask for messages that were sent: few do, and all others need not be asked again when one was. */
final class SentMessages {
    private static final String OPEN_RATE = "openRateInLast";
    private static final String OF_A_TYPE = "activitiesInLast";
    private static final Set<String> WORDS = Set.of(OPEN_RATE, OF_A_TYPE);

    private SentMessages() {}

    static boolean isAskedFor(List<Rule> rules) {
        boolean[] asked = {false};
        for (Rule rule : rules) {
            rule.when().stream()
                    .map(Element::pattern)
                    .flatMap(pattern -> pattern.conditions().stream())
                    .forEach(condition -> References.reads(condition, read -> asked[0] |= tells(read)));
            rule.then().forEach(action -> References.reads(action.name(), read -> asked[0] |= tells(read)));
            // a reason may say the client's values
            asked[0] |= rule.metadata().values().stream()
                    .anyMatch(text -> WORDS.stream().anyMatch(text::contains));
        }
        return asked[0];
    }

    private static boolean tells(Expression.Read read) {
        return switch (read.property().name()) {
            case OPEN_RATE -> true;
            case OF_A_TYPE ->
                !(read.arguments().getFirst() instanceof Expression.TextLiteral type)
                        || type.value().equals(Activity.Type.MESSAGE_SENT.name());
            default -> false;
        };
    }
}
