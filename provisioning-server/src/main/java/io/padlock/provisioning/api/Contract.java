package io.padlock.provisioning.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Serves the OpenAPI document byte for byte as it was reviewed. Not by SmallRye OpenAPI: it would read it into its model
 * and write its own, and what people reviewed would not be what tools see.
 */
@ApplicationScoped
class Contract {

    private static final Buffer DOCUMENT = document();

    void route(@Observes Router router) {
        for (String path : List.of("/openapi.yaml", "/q/openapi")) {
            router.get(path).handler(Contract::answer);
            router.head(path).handler(Contract::answer);
        }
    }

    private static void answer(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                // Tools that draw documentation run in a browser, on another origin.
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .end(DOCUMENT);
    }

    private static Buffer document() {
        try (InputStream in = Contract.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
