package io.regulars.releases.tables;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.problem.ProblemException.FieldError;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseId;
import io.regulars.releases.store.ReleaseResource;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.EditTables;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.TableEdit;
import io.regulars.rules.model.TableSheet;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The tables of a release, cell by cell. */
@Path("/api/rules/releases/{id}/tables")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.PLATFORM})
class TableResource {
    private final Administration administration;
    private final EditReleases editReleases;
    private final Caller caller;

    TableResource(Administration administration, EditReleases editReleases, Caller caller) {
        this.administration = administration;
        this.editReleases = editReleases;
        this.caller = caller;
    }

    /**
     * A table file.
     *
     * @param sheets none if the file cannot be read
     * @param problems of this file, those of a cell at its cell
     */
    @Schema(name = "TableFile")
    record TableFile(String release, String path, List<TableSheet> sheets, List<Diagnostic> problems) {}

    @GET
    @Path("/{path: .+}")
    @Operation(
            summary = "A table file (.xlsx, .csv) as sheets, tables and cells, each problem at its cell",
            description =
                    "Rows and columns count from 1, 'cell' is as a spreadsheet names it. 'shown' is what a cell shows and what"
                            + " writes it again. 'drl' of a row is a rule that holds for whom the row holds, if it asks of"
                            + " clients alone: POST /api/segments/preview counts them. Scenarios are not run; GET …/check does. The"
                            + " ETag is that of the release.")
    @APIResponseSchema(value = TableFile.class, responseCode = "200")
    public Response read(@PathParam("id") String id, @PathParam("path") String path) {
        WholeRelease found = administration.transaction(
                tx -> WholeRelease.visible(tx, ReleaseResource.editor(caller), ReleaseId.ofPath(id)));
        return shown(found, path);
    }

    @PATCH
    @Path("/{path: .+}")
    @Consumes("application/json")
    @RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
    @Operation(
            summary = "Changes cells and rows of a table file in a draft; all edits or none",
            description =
                    "If-Match names the ETag of the release as it was seen, as for its files. Edits are made in their order: write puts into"
                            + " a cell what somebody types, read as a spreadsheet reads it (80% into a percentage, 2026-11-22"
                            + " into a date), and never as a formula; insert makes room for rows before 'row'; duplicate, delete and move"
                            + " take rows below a table's titles. A workbook keeps its formats, comments, other sheets and"
                            + " formulas, which follow the rows that they name. A formula that may come to something else has no"
                            + " value until a spreadsheet program computes it again, which is told at its cell.")
    @APIResponseSchema(value = TableFile.class, responseCode = "200")
    public Response edit(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBodySchema(TableEditsRequest.class) InputStream body) {
        List<TableEdit> edits = ReadTableEdits.read(Json.object(body));
        Release release = editReleases.change(
                ReleaseResource.editor(caller), ReleaseId.ofPath(id), ifMatch, path, file -> edited(file, edits));
        return shown(administration.transaction(tx -> WholeRelease.of(tx, release)), path);
    }

    private static RuleFile edited(RuleFile file, List<TableEdit> edits) {
        checkIsTable(file);
        return switch (EditTables.edit(file, edits)) {
            case EditTables.Edited edited -> edited.file();
            case EditTables.Refused refused ->
                throw new ProblemException(
                        ErrorCode.INVALID,
                        refused.message() + " " + refused.hint(),
                        refused.edit() < 0
                                ? List.of()
                                : List.of(new FieldError("/edits/" + refused.edit(), refused.message())));
        };
    }

    private static void checkIsTable(RuleFile file) {
        if (!EditTables.holdsTables(file)) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "'" + file.path()
                            + "' holds no tables; those end with .csv or .xlsx. GET …/files reads it as text.");
        }
    }

    private static Response shown(WholeRelease found, String path) {
        RuleFile file = EditReleases.file(found, path);
        checkIsTable(file);
        var shown = new TableFile(
                found.release().label(),
                path,
                EditTables.sheets(file),
                CheckRelease.read(found.files()).stream()
                        .filter(problem -> problem.file().equals(path))
                        .toList());
        return ReleaseResource.answer(Response.ok(shown), found.release());
    }

    /** Edits of a table, as the description of the API shows them. */
    @Schema(name = "TableEditsRequest")
    record TableEditsRequest(@NotNull List<OneEdit> edits) {}

    /** One of them. */
    @Schema(name = "TableEdit")
    record OneEdit(
            @NotNull @Schema(name = "do", description = "write, insert, duplicate, delete or move.")
            String what,

            @Schema(description = "The first if not said.") @Nullable
            String sheet,

            @Schema(description = "Where to write, such as C7.") @Nullable
            String cell,

            @Schema(description = "What to write; without it the cell is emptied.") @Nullable
            String value,

            @Schema(description = "Of insert, duplicate, delete and move, from 1.") @Nullable
            Integer row,

            @Schema(description = "Of insert and delete, 1 if not said.") @Nullable
            Integer count,

            @Schema(description = "Where to move the row.") @Nullable
            Integer to) {}
}
