package io.padlock.provisioning;

import io.padlock.testing.answers.NoLists;
import io.padlock.testing.answers.Stranger;
import io.padlock.testing.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/** Its PostgreSQL is at the other end of a wire that lets nobody ask for revocation lists yet, and it believes an OpenID Connect provider. */
public class WiredServer extends TestServer {

    private static Wire wire;
    private static Stranger stranger;

    /** Between the server and its PostgreSQL. */
    public static Wire wire() {
        return wire;
    }

    public static Stranger stranger() {
        return stranger;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        String direct = settings.get("quarkus.datasource.reactive.url");
        int port = URI.create(direct).getPort();
        try {
            wire = new Wire(port);
            NoLists.on(wire);
            stranger = new Stranger();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        settings.put("quarkus.datasource.reactive.url", direct.replace(":" + port + "/", ":" + wire.port() + "/"));
        settings.put("padlock.operator.oidc.issuer", stranger.issuer());
        settings.put("padlock.operator.oidc.audience", "padlock");
        return settings;
    }

    @Override
    public void stop() {
        try {
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stranger.close();
        super.stop();
    }
}
