package io.regulars.rules.model;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.ValueType;
import java.util.List;
import java.util.stream.Stream;

/** Describes all that a rule can say, from the vocabulary that rules are compiled against. */
public final class DescribeVocabulary {
    private DescribeVocabulary() {}

    /** The whole description; always the same in one build. */
    public static VocabularyDescription describe() {
        return new VocabularyDescription(
                Vocabulary.types().values().stream()
                        .map(DescribeVocabulary::fact)
                        .toList(),
                Stream.of(ValueType.values())
                        .map(type ->
                                new VocabularyDescription.Type(type.name(), type.words(), Language.operators(type)))
                        .toList(),
                Stream.of(Unit.values())
                        .map(unit -> new VocabularyDescription.Unit(unit.name(), unit.meaning()))
                        .toList(),
                Language.VERBS,
                Language.ATTRIBUTES);
    }

    private static VocabularyDescription.Fact fact(FactType<?> type) {
        List<VocabularyDescription.Word> words = type.properties().values().stream()
                .map(DescribeVocabulary::word)
                .toList();
        return new VocabularyDescription.Fact(type.name(), type.meaning(), words);
    }

    private static VocabularyDescription.Word word(Property<?> property) {
        return new VocabularyDescription.Word(
                property.name(),
                ValueType.of(property).name(),
                Unit.of(property).map(Unit::name).orElse(null),
                property.meaning(),
                property.parameters().stream()
                        .map(parameter -> new VocabularyDescription.Argument(
                                parameter.name(), parameter.type().name(), parameter.meaning()))
                        .toList(),
                property instanceof Property.Text<?> text ? text.values() : List.of(),
                property.timing().changesWithTime(),
                property.example());
    }
}
