package io.padlock.box;

import io.padlock.box.command.Commands;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.ServerAddress.NotAnAddress;
import io.padlock.box.names.NameServer;
import io.padlock.box.names.OverHttps;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.box.network.RootsUnreadable;
import io.padlock.box.printers.Network;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the box's client starts. A port that somebody else has is said in a sentence, before anything is begun. */
@QuarkusMain
public final class BoxClient {

    private BoxClient() {}

    public static void main(String[] arguments) {
        // The box takes none: a misspelt command must not start it.
        if (arguments.length > 0) {
            System.exit(Commands.run(Wiring.SYSTEM, arguments));
        }
        Config config = ConfigProvider.getConfig();
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        mustBeFree(config, host, "quarkus.http.port", 8081);
        // Whether that one is free the box says on its page, which it can serve without it.
        port(config, "padlock.box.https.port", 8443);
        config.getOptionalValue("padlock.box.address", String.class).ifPresent(BoxClient::mustBeAnAddress);
        config.getOptionalValue("padlock.box.server-roots", Path.class).ifPresent(BoxClient::mustBeReadable);
        mustBeOneOf(config, "padlock.box.protocol", List.of("PADLOCK", "STOCK"));
        mustBeOneOf(config, "padlock.box.https.by", List.of("BOX", "NGINX"));
        mustBeOneOf(config, "padlock.box.report.by", List.of("BOX", "UNLESS_ODOO_DOES", "NOBODY"));
        mustBeAPortOfAnother(config, "padlock.box.nginx.port");
        mustBeAProxy(config);
        mustBeNameServers(config, "padlock.box.dns.resolvers");
        mustBeNameServers(config, "padlock.box.dns.authority");
        mustBeNetworks(config);
        mustBeAPortOfAnother(config, "padlock.box.printers.https-port");
        mustBeAPortOfAnother(config, "padlock.box.printers.http-port");
        config.getOptionalValue("padlock.box.dns.over-https", String.class).ifPresent(BoxClient::mustBeHttps);
        Quarkus.run(arguments);
    }

    private static void mustBeFree(Config config, String host, String setting, int defaultPort) {
        int port = port(config, setting, defaultPort);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            cannotStart("Port " + port + " on " + host + " can't be opened (" + e.getMessage()
                    + "): another program has it, or this user may not. Stop that program, or choose another port with -D"
                    + setting + "=<port>.");
        }
    }

    private static int port(Config config, String setting, int defaultPort) {
        String text = config.getOptionalValue(setting, String.class).orElse(String.valueOf(defaultPort));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            cannotStart(setting + " is \"" + text + "\"; a port is a number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    /** To listen at 0 is to take any; nobody connects to it. */
    private static void mustBeAPortOfAnother(Config config, String setting) {
        if (port(config, setting, 1) == 0) {
            cannotStart(setting + " is \"0\"; a port is a number from 1 to 65535.");
        }
    }

    private static void mustBeReadable(Path roots) {
        if (!Files.isRegularFile(roots) || !Files.isReadable(roots)) {
            cannotStart("padlock.box.server-roots is " + roots + ", and no file that this user may read is there.");
        }
        try {
            Roots.mustBeReadable(roots);
        } catch (RootsUnreadable e) {
            cannotStart("padlock.box.server-roots is " + roots
                    + ", and its content can't be read: it must be certificates in PEM, one behind the other.");
        }
    }

    private static void mustBeAnAddress(String text) {
        try {
            new BoxAddress(text);
        } catch (IllegalArgumentException e) {
            cannotStart(e.getMessage());
        }
    }

    private static void mustBeOneOf(Config config, String setting, List<String> values) {
        config.getOptionalValue(setting, String.class)
                .filter(value -> !values.contains(value))
                .ifPresent(value -> cannotStart(
                        setting + " is \"" + value + "\"; it must be " + String.join(" or ", values) + "."));
    }

    /** What is not set here is taken from where curl and others take it, too. */
    private static void mustBeAProxy(Config config) {
        Optional<String> address = Stream.of("padlock.box.proxy", "https_proxy", "HTTPS_PROXY")
                .flatMap(name -> config.getOptionalValue(name, String.class).stream())
                .findFirst();
        try {
            Proxy.of(address, Optional.empty());
        } catch (IllegalArgumentException e) {
            cannotStart(e.getMessage());
        }
    }

    private static void mustBeNameServers(Config config, String setting) {
        try {
            NameServer.all(config.getOptionalValues(setting, String.class));
        } catch (IllegalArgumentException e) {
            cannotStart(setting + ": " + e.getMessage());
        }
    }

    private static void mustBeNetworks(Config config) {
        try {
            config.getOptionalValues("padlock.box.printers.networks", String.class)
                    .ifPresent(texts -> texts.forEach(Network::parse));
        } catch (IllegalArgumentException e) {
            cannotStart("padlock.box.printers.networks: " + e.getMessage());
        }
    }

    private static void mustBeHttps(String text) {
        try {
            if (text.isEmpty() || OverHttps.parse(text).server().secure()) {
                return;
            }
        } catch (NotAnAddress toldBelow) {
            // In this setting's own words.
        }
        cannotStart("padlock.box.dns.over-https is \"" + text
                + "\"; it must be an address like https://dns.google/dns-query, with the IP address behind it after a space"
                + " where it is not to be looked up, or empty.");
    }

    private static void cannotStart(String sentence) {
        System.err.println("The box's client can't start. " + sentence);
        System.exit(1);
    }
}
