package io.regulars.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.clients.ClientRow;
import io.regulars.clients.TagClient;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;

/** Takes back what a GET answers: fields that cannot be written are let be where they agree, and refused where they do not. */
@ApplicationScoped
class ReadOnly {
    private final TagClient tags;

    ReadOnly(TagClient tags) {
        this.tags = tags;
    }

    /** Without the {@code id}, which is that of the path. */
    static ObjectNode agreeing(ObjectNode told, String id) {
        JsonNode said = told.get("id");
        if (said == null) {
            return told;
        }
        if (!said.isNull() && !said.asText().equals(id)) {
            throw wrong("id", "is '" + id + "', as in the path; it cannot be changed");
        }
        return told.deepCopy().without("id");
    }

    /**
     * Without what a GET of a client adds: {@code id}, {@code known}, and the tags that staff and rules set, which stay
     * theirs.
     */
    ObjectNode client(Transaction tx, ObjectNode told, ClientRow client) throws SQLException {
        ObjectNode plain = agreeing(told, client.externalId());
        JsonNode known = plain.get("known");
        if (known == null) {
            return plain;
        }
        if (!known.isBoolean() || known.booleanValue() != client.known()) {
            throw wrong("known", "is " + client.known() + " and follows from what is told; leave it out");
        }
        ObjectNode written = plain.deepCopy().without("known");
        if (written.get("tags") instanceof ArrayNode all) {
            var others = new HashSet<>(tags.tags(tx, client));
            client.profile().path("tags").forEach(own -> others.remove(own.asText()));
            ArrayNode own = written.putArray("tags");
            all.forEach(tag -> {
                if (!tag.isTextual() || !others.contains(tag.textValue())) {
                    own.add(tag);
                }
            });
        }
        return written;
    }

    static ProblemException wrong(String field, String detail) {
        return new ProblemException(
                ErrorCode.INVALID, Fields.INVALID, List.of(new ProblemException.FieldError("/" + field, detail)));
    }
}
