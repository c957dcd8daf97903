package io.regulars.segments;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.PageRequest;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The segments of a business. */
@Path("/api/segments")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class SegmentResource {
    private final Database database;
    private final SegmentLists lists;
    private final SegmentInfos infos;
    private final Caller caller;

    SegmentResource(Database database, SegmentLists lists, SegmentInfos infos, Caller caller) {
        this.database = database;
        this.lists = lists;
        this.infos = infos;
        this.caller = caller;
    }

    /** A segment in the list. */
    @Schema(name = "Segment")
    record Listed(
            String name,
            String title,
            long members,
            @Nullable String question,
            @Nullable String campaign,
            @Nullable String owner,
            @Nullable LocalDate review) {}

    @GET
    @Operation(summary = "All segments that rules name or clients are in, with how many are in them")
    public List<Listed> list() {
        Map<String, Long> sizes = database.transaction(tx -> lists.members(tx, caller.business()));
        Map<String, SegmentInfo> known = infos.all(caller.business());
        Map<String, SegmentInfo> all = new TreeMap<>(known);
        sizes.keySet().forEach(name -> all.computeIfAbsent(name, missing -> ofItsFamily(missing, known)));
        all.keySet().removeIf(SegmentResource::isFamily);
        return all.values().stream()
                .map(info -> new Listed(
                        info.name(),
                        info.title(),
                        sizes.getOrDefault(info.name(), 0L),
                        info.question(),
                        info.campaign(),
                        info.owner(),
                        info.review()))
                .toList();
    }

    /** A name that ends with * speaks for all segments that begin so: service:*. */
    private static SegmentInfo ofItsFamily(String name, Map<String, SegmentInfo> infos) {
        return infos.values().stream()
                .filter(info -> isFamily(info.name()) && name.startsWith(stem(info.name())))
                .findFirst()
                .map(info -> new SegmentInfo(name, name, info.question(), info.campaign(), info.owner(), info.review()))
                .orElseGet(() -> new SegmentInfo(name, name, null, null, null, null));
    }

    @GET
    @Path("/{name}/members")
    @Operation(summary = "The clients in a segment")
    public RestResponse<List<SegmentLists.MemberRow>> members(
            @PathParam("name") String name, @BeanParam PageRequest page) {
        refuseUnknown(name);
        var rows = database.transaction(
                tx -> lists.membersOf(tx, caller.business(), name, page.afterNumber(), page.limit()));
        return page.answer(rows, SegmentLists.MemberRow::cursor);
    }

    @GET
    @Path("/{name}/transitions")
    @Operation(
            summary =
                    "Who came into a segment and who left it, in the order it was noticed; order=newest: the latest first")
    public RestResponse<List<SegmentLists.TransitionRow>> transitions(
            @PathParam("name") String name, @QueryParam("order") @Nullable String order, @BeanParam PageRequest page) {
        boolean newest = isNewestFirst(order);
        refuseUnknown(name);
        long from = newest ? page.beforeNumber() : page.afterNumber();
        var rows = database.transaction(
                tx -> lists.transitionsOf(tx, caller.business(), name, newest, from, page.limit()));
        return page.answer(rows, SegmentLists.TransitionRow::cursor);
    }

    private static boolean isNewestFirst(@Nullable String order) {
        if (order != null && !order.equals("newest") && !order.equals("oldest")) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "'order' is oldest or newest, which comes first, not '" + NearestName.shortened(order) + "'.");
        }
        return "newest".equals(order);
    }

    /** A name that neither the rules nor the past know. */
    private void refuseUnknown(String name) {
        Map<String, SegmentInfo> known = infos.all(caller.business());
        boolean named = known.containsKey(name)
                || known.keySet().stream().anyMatch(other -> isFamily(other) && name.startsWith(stem(other)));
        if (!named && !database.transaction(tx -> lists.everHeld(tx, caller.business(), name))) {
            List<String> names =
                    known.keySet().stream().filter(other -> !isFamily(other)).toList();
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no segment '%s'. %s"
                            .formatted(NearestName.shortened(name), NearestName.hint(name, names))
                            .strip());
        }
    }

    private static boolean isFamily(String name) {
        return name.endsWith("*");
    }

    private static String stem(String family) {
        return family.substring(0, family.length() - 1);
    }
}
