package io.padlock.box.control;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.disk.SoonerOrLater;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What commands may ask of the box that runs. To whoever can't read its folder there is nothing here. */
@ApplicationScoped
class Control {

    private final Keeper keeper;
    private final Path data;
    private final String host;
    private final int port;
    private volatile ControlFile file;

    Control(
            Keeper keeper,
            StoreConfig store,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.keeper = keeper;
        this.data = store.data().toAbsolutePath().normalize();
        this.host = host;
        this.port = port;
    }

    void onStart(@Observes StartupEvent event) {
        SoonerOrLater.run(() -> file = ControlFile.make(data, reachedAt(host), port), "Commands can't reach this box");
    }

    /** Who listens everywhere listens here too. */
    private static String reachedAt(String host) {
        boolean isEverywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
        String one = isEverywhere ? "127.0.0.1" : host;
        return one.contains(":") && !one.startsWith("[") ? "[" + one + "]" : one;
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
        return file != null
                && shown != null
                && isFromThisMachine(request.request())
                && MessageDigest.isEqual(bytes(shown), bytes(file.token()));
    }

    /** Whoever comes from the address that they come to. */
    private static boolean isFromThisMachine(HttpServerRequest request) {
        String from = request.remoteAddress().hostAddress();
        return from.startsWith("127.")
                || from.equals("0:0:0:0:0:0:0:1")
                || from.equals("::1")
                || from.equals(request.localAddress().hostAddress());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
