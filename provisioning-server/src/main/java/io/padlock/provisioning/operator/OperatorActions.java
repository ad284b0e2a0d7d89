package io.padlock.provisioning.operator;

import io.padlock.provisioning.OperatorWitness;
import io.padlock.provisioning.wire.Problem;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Tells the witnesses what operators did: here, for all of them, so that no resource can forget it. For who hung up too: what they asked for is done all the same, so every resource says
 * {@code @Cancellable(false)}, without which the framework would call no filter.
 */
@Singleton
class OperatorActions {

    private final List<OperatorWitness> witnesses;
    private final OperatorAction action;

    OperatorActions(@All List<OperatorWitness> witnesses, OperatorAction action) {
        this.witnesses = witnesses;
        this.action = action;
    }

    void mustBeAbleToRecord() {
        witnesses.forEach(OperatorWitness::mustBeAbleToRecord);
    }

    @OperatorsOnly
    @ServerResponseFilter
    void tell(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            UriInfo address) {
        if (action.who() == null) {
            return;
        }
        String name = request.getMethod() + " " + template(resource);
        Map<String, String> about = about(resource, address, response);
        witnesses.forEach(witness -> witness.done(action.who(), name, about));
    }

    /** An answer that is streamed is told when it begins: the framework calls no filter for it. */
    void begins(String name, Map<String, String> about) {
        witnesses.forEach(witness -> witness.done(action.who(), name, about));
    }

    private Map<String, String> about(ResourceInfo resource, UriInfo address, ContainerResponseContext response) {
        Map<String, String> about = new LinkedHashMap<>();
        address.getPathParameters().forEach((name, values) -> about.put(name, String.join(" ", values)));
        // Only these: what else stands in an address may be anything, a secret too.
        KnownParameters.of(resource).stream()
                .filter(address.getQueryParameters()::containsKey)
                .forEach(name -> about.put(
                        "query." + name,
                        String.join(" ", address.getQueryParameters().get(name))));
        about.putAll(action.about());
        about.put("status", String.valueOf(response.getStatus()));
        if (response.getEntity() instanceof Problem problem) {
            about.put("code", problem.code());
        }
        return Collections.unmodifiableMap(about);
    }

    private static String template(ResourceInfo resource) {
        Path below = resource.getResourceMethod().getAnnotation(Path.class);
        String base = resource.getResourceClass().getAnnotation(Path.class).value();
        return below == null ? base : base + "/" + below.value().replaceFirst("^/", "");
    }
}
