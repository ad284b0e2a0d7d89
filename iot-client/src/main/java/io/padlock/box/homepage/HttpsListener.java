package io.padlock.box.homepage;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.provisioning.NotServed;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import java.net.BindException;
import org.jboss.logging.Logger;

/**
 * HTTPS, from the first certificate on. A listener of our own beside Quarkus' HTTP one, because that one wants its
 * certificate before it starts, and a box gets its first one later. A newer pair is taken for new connections, open ones
 * stay.
 */
@ApplicationScoped
@Typed(HttpsListener.class)
class HttpsListener implements Served {

    private static final Logger LOG = Logger.getLogger(HttpsListener.class);

    private final Vertx vertx;
    private final HttpsConfig config;
    private final SelfTest selfTest;
    private Router router;
    private HttpServer server;

    HttpsListener(Vertx vertx, HttpsConfig config, SelfTest selfTest) {
        this.vertx = vertx;
        this.config = config;
        this.selfTest = selfTest;
    }

    /** The pages are the same as over HTTP. */
    void take(@Observes Router router) {
        this.router = router;
    }

    @Override
    public boolean readsTheDisk() {
        return false;
    }

    @Override
    public Uni<Void> serve(CertificatePair pair) {
        return Uni.createFrom()
                .completionStage(() -> swapIn(pair).toCompletionStage())
                .onFailure()
                .transform(this::notOpened)
                .chain(() -> mustStillServe(pair));
    }

    @Override
    public Uni<Void> mustStillServe(CertificatePair pair) {
        return selfTest.mustServe(at(), pair);
    }

    private NotServed notOpened(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        if (failure instanceof BindException && said.contains("in use")) {
            return new NotServed(Phrase.of("serving.port-taken", config.port()));
        }
        return failure instanceof BindException && said.contains("Permission denied")
                ? new NotServed(Phrase.of("serving.port-not-allowed", config.port()))
                : new NotServed(Phrase.of("serving.not-opened", config.port(), said));
    }

    @Override
    public SocketAddress at() {
        String host = config.host().equals("0.0.0.0") ? "127.0.0.1" : config.host();
        return SocketAddress.inetSocketAddress(config.port(), host);
    }

    private synchronized Future<Void> swapIn(CertificatePair pair) {
        PemKeyCertOptions keyAndChain = new PemKeyCertOptions()
                .setKeyValue(Buffer.buffer(pair.keyPem()))
                .setCertValue(Buffer.buffer(pair.chainPem()));
        if (server != null) {
            return server.updateSSLOptions(new SSLOptions().setUseAlpn(true).setKeyCertOptions(keyAndChain))
                    .mapEmpty();
        }
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(keyAndChain)
                // A device that left the network does not say goodbye.
                .setIdleTimeout(60)
                .setHost(config.host())
                .setPort(config.port());
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .onSuccess(this::opened)
                .mapEmpty();
    }

    private synchronized void opened(HttpServer listening) {
        server = listening;
        LOG.infof("Serving HTTPS on port %d.", listening.actualPort());
    }
}
