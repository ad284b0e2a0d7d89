package io.padlock.provisioning.operator;

import io.padlock.provisioning.Operator;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets nobody through who is no operator. */
class OperatorGate {

    private static final String OPERATOR = Operator.class.getName();

    private final OperatorAccess access;
    private final OperatorAction action;
    private final OperatorActions actions;

    /** The framework makes this before the settings can be read; {@link OperatorAccess} is only a proxy then. */
    OperatorGate(OperatorAccess access, OperatorAction action, OperatorActions actions) {
        this.access = access;
        this.action = action;
        this.actions = actions;
    }

    /** An OpenID Connect provider may have to be asked for its keys, and is waited for without a thread. */
    @OperatorsOnly
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    Uni<Void> letOperatorsThrough(ContainerRequestContext request) {
        return access.operator(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .invoke(operator -> request.setProperty(OPERATOR, operator))
                .replaceWithVoid();
    }

    /** Back on the request's own thread, where its beans are. */
    @OperatorsOnly
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void rememberWho(ContainerRequestContext request) {
        action.isDoneBy((Operator) request.getProperty(OPERATOR));
        actions.mustBeAbleToRecord();
    }
}
