package io.regulars.running;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import io.regulars.rules.model.EndlessRules;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a request whose client makes the running rules fire without end. */
class EndlessRulesProblem {
    private static final Logger LOG = Logger.getLogger(EndlessRulesProblem.class);

    @ServerExceptionMapper
    Response stopped(EndlessRules endless, UriInfo uri) {
        LOG.errorf("Rules were stopped at %s: %s", uri.getPath(), endless.getMessage());
        String detail = endless.getMessage() + " Nothing was changed; send it again once the rules are mended.";
        return Problems.answer(new ProblemException(ErrorCode.RULES_STOPPED, detail), uri);
    }
}
