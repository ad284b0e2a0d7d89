package io.padlock.box.control;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What commands may ask of the box that runs. To whoever can't read its folder there is nothing here. */
@ApplicationScoped
class Control {

    private static final Logger LOG = Logger.getLogger(Control.class);

    private final Keeper keeper;
    private final Path data;
    private final int port;
    private volatile ControlFile file;

    Control(Keeper keeper, StoreConfig store, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.keeper = keeper;
        this.data = store.data().toAbsolutePath().normalize();
        this.port = port;
    }

    void onStart(@Observes StartupEvent event) {
        try {
            file = ControlFile.make(data, port);
        } catch (IOException e) {
            LOG.warnf("Commands can't reach this box: %s", e);
        }
    }

    void route(@Observes Router router) {
        router.post("/control/renew").handler(request -> answer(request, Keeper::renewNow));
        router.post("/control/look").handler(request -> answer(request, Keeper::attemptAnew));
    }

    private interface Order {
        Uni<BoxState> to(Keeper keeper);
    }

    private void answer(RoutingContext request, Order order) {
        if (!mayCommand(request)) {
            request.fail(404);
            return;
        }
        order.to(keeper)
                .subscribe()
                .with(state -> request.response().setStatusCode(204).end(), request::fail);
    }

    private boolean mayCommand(RoutingContext request) {
        String shown = request.request().getHeader(ControlFile.HEADER);
        String host = request.request().remoteAddress().hostAddress();
        return file != null
                && shown != null
                && (host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1"))
                && MessageDigest.isEqual(bytes(shown), bytes(file.token()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
