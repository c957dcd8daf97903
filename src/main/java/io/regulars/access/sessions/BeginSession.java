package io.regulars.access.sessions;

import io.quarkus.security.identity.SecurityIdentity;
import io.regulars.access.AuditLog;
import io.regulars.access.Key;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;

/** Begins a session for whoever calls, however they showed who they are. */
@RequestScoped
public class BeginSession {
    private final Administration administration;
    private final Sessions sessions;
    private final AuditLog audit;
    private final SecurityIdentity identity;

    BeginSession(Administration administration, Sessions sessions, AuditLog audit, SecurityIdentity identity) {
        this.administration = administration;
        this.sessions = sessions;
        this.audit = audit;
        this.identity = identity;
    }

    /** The cookie that holds it. */
    public NewCookie cookie(UriInfo uri) {
        if (!(identity.getPrincipal() instanceof Key key)) {
            throw new ProblemException(ErrorCode.UNAUTHENTICATED, "Nobody is signed in.");
        }
        Sessions.Begun begun = administration.transaction(tx -> {
            audit.record(key.business().id().value(), key.name(), "signed-in", "a browser", "");
            return sessions.begin(key);
        });
        return SessionCookie.of(begun.token(), uri);
    }
}
