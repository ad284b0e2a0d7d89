package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets nobody through who does not show the token. */
class OperatorGate {

    private final OperatorAccess access;

    /** The framework makes this before the settings can be read; {@link OperatorAccess} is only a proxy then. */
    OperatorGate(OperatorAccess access) {
        this.access = access;
    }

    @OperatorsOnly
    @ServerRequestFilter
    void letOperatorsThrough(ContainerRequestContext request) {
        if (!access.isGrantedBy(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            throw new Refused(new Unusable(
                    401,
                    "The operator's token is needed",
                    new Reason(
                            "OPERATOR_TOKEN_NEEDED",
                            "The header 'Authorization' is missing or does not carry the operator's token.",
                            "Send 'Authorization: Bearer …' with the token that the server was given, or else the one in"
                                    + " the file operator-token in its data folder.")));
        }
    }
}
