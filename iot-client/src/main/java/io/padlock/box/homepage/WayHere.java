package io.padlock.box.homepage;

import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.IdentityConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** How a phone that stands beside the browser gets to this page: as the browser did, unless that is on the box itself. */
@ApplicationScoped
class WayHere {

    private final IdentityConfig identity;

    WayHere(IdentityConfig identity) {
        this.identity = identity;
    }

    String of(RoutingContext request) {
        String scheme = request.request().isSSL() ? "https://" : "http://";
        String host = request.request().getHeader(HttpHeaders.HOST);
        if (host == null || !host.matches("[a-zA-Z0-9.-]{1,253}(:[0-9]{1,5})?")) {
            return scheme + own(request);
        }
        return host.startsWith("localhost") || host.startsWith("127.") ? scheme + own(request) : scheme + host;
    }

    private String own(RoutingContext request) {
        return BoxAddress.current(identity.address()).ip() + ":"
                + request.request().localAddress().port();
    }
}
