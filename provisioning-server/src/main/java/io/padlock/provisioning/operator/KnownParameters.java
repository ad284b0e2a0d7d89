package io.padlock.provisioning.operator;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses parameters that an address does not have: whoever mistypes a filter would take all there is for what they asked for. */
class KnownParameters {

    /** Where there are none to mistype, others are let be. */
    @OperatorsOnly
    @ServerRequestFilter(priority = Priorities.USER)
    void mustBeKnown(ResourceInfo resource, UriInfo address, HttpServerRequest request) {
        Set<String> known = of(resource);
        if (known.isEmpty()) {
            return;
        }
        // What reads addresses for us would take it for an '&', and others for a part of the value.
        if (request.query() != null && request.query().contains(";")) {
            throw Parameter.refused("'&' stands between parameters; in a value ';' is written %3B.");
        }
        if (!known.containsAll(address.getQueryParameters().keySet())) {
            throw Parameter.refused("The address has the parameters "
                    + known.stream().sorted().collect(Collectors.joining(", ")) + ", and no others.");
        }
    }

    static Set<String> of(ResourceInfo resource) {
        return Arrays.stream(resource.getResourceMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
                .map(parameter -> {
                    String name = parameter.getAnnotation(RestQuery.class).value();
                    return name.isEmpty() ? parameter.getName() : name;
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
