package io.regulars.releases.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a file while somebody writes it. Nothing is stored. */
@Path("/api/rules/diagnose")
@Produces("application/json")
@RolesAllowed(Roles.ANALYST)
class DiagnoseResource {
    private static final int MOST_CHARACTERS = 1_000_000;

    private final Administration administration;
    private final Caller caller;

    DiagnoseResource(Administration administration, Caller caller) {
        this.administration = administration;
        this.caller = caller;
    }

    /**
     * What is wrong.
     *
     * @param problems of the file, errors and warnings
     * @param elsewhere errors of other files, which it may have caused
     */
    @Schema(name = "FileDiagnosis")
    record Diagnosis(String path, List<Diagnostic> problems, List<Diagnostic> elsewhere) {}

    @POST
    @Consumes("application/json")
    @Operation(
            summary = "What would be wrong with a file of a release if it said this; nothing is stored",
            description =
                    "All files of the release are read with this one in its place, and all but the scenarios is checked: a misspelt word at its line"
                            + " and column. 'elsewhere' has the errors of other files.")
    public Diagnosis diagnose(@RequestBodySchema(DiagnoseRequest.class) InputStream body) {
        var fields = new Fields(Json.object(body));
        Integer release = fields.read("release", ReleaseId::read);
        String path = fields.required("path", fields.text("path"));
        JsonNode text = fields.required("text", fields.any("text"));
        if (text != null && (!text.isTextual() || text.textValue().length() > MOST_CHARACTERS)) {
            fields.wrong("text", "is a text of at most " + MOST_CHARACTERS + " characters");
        }
        fields.finish();
        WholeRelease found = administration.transaction(tx -> release == null
                ? WholeRelease.answering(tx, ReleaseScope.of(caller.business()))
                : WholeRelease.visible(tx, ReleaseResource.editor(caller), release));
        String of = Objects.requireNonNull(path);
        var files = new ArrayList<>(found.files());
        files.removeIf(file -> file.path().equals(of));
        files.add(new RuleFile(of, Objects.requireNonNull(text).textValue()));
        List<Diagnostic> all = CheckRelease.read(files);
        return new Diagnosis(
                of,
                all.stream().filter(one -> one.file().equals(of)).toList(),
                all.stream()
                        .filter(one -> !one.file().equals(of) && one.severity() == Diagnostic.Severity.ERROR)
                        .toList());
    }

    /** A file that is being written, as the description of the API shows it. */
    @Schema(name = "DiagnoseRequest")
    record DiagnoseRequest(
            @Schema(description = "Such as r-17; the one that answers if not said.") @Nullable
            String release,

            @NotNull @Schema(description = "Of the file, such as segments/recency.drl; it need not be there yet.")
            String path,

            @NotNull @Schema(description = "What it says.") String text) {}
}
