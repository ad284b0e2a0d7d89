package io.padlock.box;

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
        mustBeFree(config, host, "quarkus.http.port", 8081);
        mustBeFree(
                config,
                config.getOptionalValue("padlock.box.https.host", String.class).orElse(host),
                "padlock.box.https.port",
                8443);
        Quarkus.run(arguments);
    }

    private static void mustBeFree(Config config, String host, String setting, int defaultPort) {
        int port = config.getOptionalValue(setting, Integer.class).orElse(defaultPort);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            System.err.println("The box's client can't start. Port " + port + " on " + host + " can't be opened ("
                    + e.getMessage() + "): another program has it, or this user may not. Stop that program, or choose"
                    + " another port with -D" + setting + "=<port>.");
            System.exit(1);
        }
    }
}
