package io.padlock.box;

import io.padlock.box.identity.BoxAddress;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the box's client starts. A port that somebody else has is said in a sentence, before anything is begun. */
@QuarkusMain
public final class BoxClient {

    private BoxClient() {}

    public static void main(String[] arguments) {
        Config config = ConfigProvider.getConfig();
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        String httpsHost =
                config.getOptionalValue("padlock.box.https.host", String.class).orElse(host);
        mustBeFree(config, host, "quarkus.http.port", 8081);
        mustBeFree(config, httpsHost, "padlock.box.https.port", 8443);
        config.getOptionalValue("padlock.box.address", String.class).ifPresent(BoxClient::mustBeAnAddress);
        Quarkus.run(arguments);
    }

    private static void mustBeFree(Config config, String host, String setting, int defaultPort) {
        int port = config.getOptionalValue(setting, Integer.class).orElse(defaultPort);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            cannotStart("Port " + port + " on " + host + " can't be opened (" + e.getMessage()
                    + "): another program has it, or this user may not. Stop that program, or choose another port with -D"
                    + setting + "=<port>.");
        }
    }

    private static void mustBeAnAddress(String text) {
        try {
            new BoxAddress(text);
        } catch (IllegalArgumentException e) {
            cannotStart(e.getMessage());
        }
    }

    private static void cannotStart(String sentence) {
        System.err.println("The box's client can't start. " + sentence);
        System.exit(1);
    }
}
