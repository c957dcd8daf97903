package io.regulars.running;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a request that needs a release which cannot run here. */
class ReleaseCannotRunProblem {
    @ServerExceptionMapper
    Response cannotRun(ReleaseCannotRun failure, UriInfo uri) {
        return Problems.answer(new ProblemException(ErrorCode.UNAVAILABLE, String.valueOf(failure.getMessage())), uri);
    }
}
