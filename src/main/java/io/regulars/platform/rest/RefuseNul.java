package io.regulars.platform.rest;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses an address with a NUL in it: PostgreSQL takes none in a text, and nothing here is named by one. */
@Provider
class RefuseNul implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getRequestUri().toString().contains("%00")) {
            throw new ProblemException(ErrorCode.MALFORMED, "The address has a NUL (%00) in it; leave that out.");
        }
    }
}
