package io.regulars.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.json.JsonProblem;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.Problem;
import io.regulars.platform.problem.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that can go wrong into problem+json, in this one place; what is ours stays in our log. */
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    @ServerExceptionMapper
    Response refused(ProblemException refusal, UriInfo uri) {
        return answer(refusal, uri);
    }

    /** The answer to a request that is refused; for what another package knows how to put into words. */
    public static Response answer(ProblemException refusal, UriInfo uri) {
        return problem(refusal.code(), refusal.detail(), uri, refusal.errors());
    }

    /** The answer to a refused request, with more than words beside them: what was found, under its name. */
    public static Response answer(ProblemException refusal, UriInfo uri, ObjectMapper json, String name, Object found) {
        Response answer = answer(refusal, uri);
        ObjectNode problem = json.valueToTree(answer.getEntity());
        problem.set(name, json.valueToTree(found));
        return Response.fromResponse(answer).entity(problem).build();
    }

    @ServerExceptionMapper
    Response unavailable(DatabaseFailure failure, UriInfo uri) {
        if (!failure.unavailable()) {
            return unexpected(failure, uri);
        }
        if (failure.lostRace()) {
            LOG.warnf("%s was too late: %s", uri.getPath(), failure.getMessage());
        } else {
            LOG.errorf("PostgreSQL is away: %s", failure.getMessage());
        }
        return Response.fromResponse(problem(ErrorCode.UNAVAILABLE, unavailable(failure), uri, List.of()))
                .header("Retry-After", failure.lostRace() ? "1" : "5")
                .build();
    }

    private static String unavailable(DatabaseFailure failure) {
        if (failure.lostRace()) {
            return "Another request changed the same at the same moment; nothing was changed by this one. Try again.";
        }
        return failure.unsure()
                ? "The database went away at the very end: either everything was changed or nothing. Look,"
                        + " or send the same again if it may be repeated."
                : "The database cannot be reached; nothing was changed. Try again.";
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException unreadable, UriInfo uri) {
        ProblemException refusal = JsonProblem.of(unreadable);
        return problem(refusal.code(), refusal.detail(), uri, refusal.errors());
    }

    @ServerExceptionMapper(UnrecognizedPropertyException.class)
    Response unknownField(UnrecognizedPropertyException unknown, UriInfo uri) {
        return malformed(unknown, uri);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException answer, UriInfo uri) {
        if (answer.getCause() instanceof JsonProcessingException unreadable) {
            return malformed(unreadable, uri);
        }
        int status = answer.getResponse().getStatus();
        return switch (status) {
            case 400 -> problem(ErrorCode.MALFORMED, "The request cannot be read.", uri, List.of());
            case 404 ->
                problem(
                        ErrorCode.NOT_FOUND,
                        uri.getQueryParameters().isEmpty()
                                ? "There is nothing at this path."
                                : "There is nothing at this path, or a query parameter is not the number that it takes.",
                        uri,
                        List.of());
            case 405 -> problem(ErrorCode.METHOD_NOT_ALLOWED, "This path does not take that method.", uri, List.of());
            case 406 ->
                problem(
                        ErrorCode.NOT_ACCEPTABLE,
                        "The answer cannot be had in any type that Accept names.",
                        uri,
                        List.of());
            case 413 -> problem(ErrorCode.TOO_LARGE, "The request is too large.", uri, List.of());
            case 415 -> problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, mediaType(uri.getPath()), uri, List.of());
            default -> status < 400 ? answer.getResponse() : unexpected(answer, uri);
        };
    }

    private static String mediaType(String path) {
        if (path.endsWith("/upload")) {
            return "Send a zip, with Content-Type: application/zip.";
        }
        if (path.endsWith("/import")) {
            return "Send one JSON object a line, with Content-Type: application/x-ndjson; a CSV or spreadsheet is not read."
                    + " A line is such as {\"record\": \"client\", \"id\": \"c-1\", \"firstName\": \"Ana\"}.";
        }
        return path.contains("/files/")
                ? "Send the file as it is, with Content-Type: text/plain, or application/octet-stream for a workbook."
                : "Send JSON, with Content-Type: application/json; an import takes application/x-ndjson.";
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, UriInfo uri) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure %s at %s", id, uri.getPath());
        Problem problem = Problem.of(
                ErrorCode.INTERNAL, "Our log knows more under the id in 'instance'.", "urn:uuid:" + id, List.of());
        return answer(problem);
    }

    private static Response problem(
            ErrorCode code, String detail, UriInfo uri, List<ProblemException.FieldError> errors) {
        return answer(Problem.of(code, detail, uri.getRequestUri().getRawPath(), errors));
    }

    private static Response answer(Problem problem) {
        var answer = Response.status(problem.status()).type(PROBLEM_JSON).entity(problem);
        return problem.status() == 401
                ? answer.header("WWW-Authenticate", "Bearer").build()
                : answer.build();
    }
}
