package io.regulars.access.people;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.regulars.access.keys.SignedInPerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who calls is the person whom a verified token of the company's sign-in names. Its groups are their roles there. */
@ApplicationScoped
class IdentifyPerson implements SecurityIdentityAugmentor {
    private final KnowPerson people;

    IdentifyPerson(KnowPerson people) {
        this.people = people;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? context.runBlocking(
                        () -> people.know(person(token), identity.getRoles()).identity())
                : Uni.createFrom().item(identity);
    }

    private static SignedInPerson person(JsonWebToken token) {
        @Nullable String email = token.getClaim(Claims.email);
        return new SignedInPerson(token.getIssuer(), token.getSubject(), email == null ? token.getName() : email);
    }
}
