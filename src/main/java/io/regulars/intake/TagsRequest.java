package io.regulars.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Tags to be set and removed, as the description of the API shows them. */
@Schema(name = "TagsRequest")
record TagsRequest(
        @NotNull @Size(min = 1, max = 200) String client,
        @Size(max = 1000) @Nullable List<String> add,
        @Size(max = 1000) @Nullable List<String> remove) {}
