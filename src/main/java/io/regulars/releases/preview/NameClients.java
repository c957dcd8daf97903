package io.regulars.releases.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.preview.ClientNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what the clients are called whom a preview shows, when it is asked for: names are not kept with it. */
@ApplicationScoped
class NameClients {
    private static final String CLIENT = "client";

    private final Database database;
    private final ClientNames names;

    NameClients(Database database, ClientNames names) {
        this.database = database;
        this.names = names;
    }

    /** The preview with their names. */
    PreviewJobs.Job in(BusinessId business, PreviewJobs.Job job) {
        if (job.impact() == null) {
            return job;
        }
        JsonNode impact = Json.stored(job.impact());
        var shown = new ArrayList<ObjectNode>();
        collect(impact, shown);
        List<String> ids =
                shown.stream().map(each -> each.get(CLIENT).asText()).distinct().toList();
        Map<String, String> found = database.transaction(tx -> names.of(tx, business, ids));
        shown.forEach(each -> {
            String name = found.get(each.get(CLIENT).asText());
            if (name != null) {
                each.put("name", name);
            }
        });
        return job.with(Json.write(impact));
    }

    private static void collect(JsonNode node, List<ObjectNode> shown) {
        if (node instanceof ObjectNode object && object.path(CLIENT).isTextual()) {
            shown.add(object);
        } else {
            node.forEach(part -> collect(part, shown));
        }
    }
}
