package io.regulars.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.builder.DefinitionSchema;

/** Describes what definitions can say, from the vocabulary that they are read against. */
public final class DescribeDefinitions {
    private DescribeDefinitions() {}

    /** The JSON schema of a definition (draft 2020-12); always the same in one build. */
    public static ObjectNode schema() {
        return DefinitionSchema.write();
    }
}
