package io.padlock.provisioning;

import io.padlock.provisioning.log.JsonLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The settings that are needed before Quarkus runs. Read from where Quarkus itself will read them. */
record StartSettings(Config config) {

    private static final String DATASOURCE = "quarkus.datasource.reactive.url";
    private static final String DATABASE_ROOTS = "padlock.database.roots";

    boolean bringsItsOwnPostgres() {
        return config.getOptionalValue(DATASOURCE, String.class).isEmpty();
    }

    /** The slip of everybody who knows JDBC. The address is not repeated: it may carry a password. */
    void mustNameAReactiveDatasource() {
        String url = config.getOptionalValue(DATASOURCE, String.class).orElse("postgresql://");
        if (!url.startsWith("postgresql://") && !url.startsWith("vertx-reactive:postgresql://")) {
            throw new CannotStart(DATASOURCE + " must begin with postgresql://, without jdbc: before it.");
        }
    }

    /** Whom to believe is asked for, so nobody else is believed for want of a file that can be read. */
    void mustBeAbleToVerifyItsDatabase() {
        Optional<Path> roots = config.getOptionalValue(DATABASE_ROOTS, Path.class);
        if (roots.isEmpty()) {
            return;
        }
        if (bringsItsOwnPostgres()) {
            throw new CannotStart(
                    DATABASE_ROOTS + " is for a PostgreSQL elsewhere, and none is named. Set " + DATASOURCE
                            + " too, or leave it out: the one that the server brings is on this machine and speaks no TLS.");
        }
        try (InputStream in = Files.newInputStream(roots.get())) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new CannotStart(DATABASE_ROOTS + " is " + roots.get() + ", in which is no certificate.");
            }
        } catch (IOException | CertificateException e) {
            throw new CannotStart(
                    DATABASE_ROOTS + " is " + roots.get() + ", which can't be read: " + e.getMessage(), e);
        }
    }

    Path postgresFolder() {
        return config.getOptionalValue("padlock.data", Path.class)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".padlock"))
                .resolve("postgres");
    }

    /** Not the setting's own type: whatever else it says is refused when all settings are read. */
    boolean tellsJson() {
        return JsonLog.isJson(
                config.getOptionalValue("padlock.log.format", String.class).orElse(""));
    }

    /** An address to send traces to is the wish to have them; without one they would cost and go nowhere. */
    boolean sendsTraces() {
        return Stream.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint")
                .anyMatch(setting ->
                        config.getOptionalValue(setting, String.class).isPresent());
    }

    /** Asked before anything is started: Quarkus would find out last, after the database and the authority are up. */
    void mustFindItsPortsFree() {
        int http = port("quarkus.http.port", 8080);
        if (http != 0 && http == port("quarkus.management.port", 9000)) {
            throw new CannotStart(
                    "quarkus.http.port and quarkus.management.port are both " + http + "; each needs its own.");
        }
        mustBeFree("quarkus.http.host", "quarkus.http.port", 8080);
        mustBeFree("quarkus.management.host", "quarkus.management.port", 9000);
        if (config.getOptionalValue("padlock.dns.enabled", String.class)
                .orElse("")
                .equals("true")) {
            mustBeFree("padlock.dns.host", "padlock.dns.port", 8053);
        }
    }

    private int port(String setting, int defaultPort) {
        String text = config.getOptionalValue(setting, String.class).orElse(String.valueOf(defaultPort));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new CannotStart(setting + " is \"" + text + "\"; a port is a number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    private void mustBeFree(String hostSetting, String portSetting, int defaultPort) {
        int port = port(portSetting, defaultPort);
        for (String host : config.getOptionalValues(hostSetting, String.class).orElse(List.of("0.0.0.0"))) {
            mustBeFree(hostSetting, host.strip(), portSetting, port);
        }
    }

    private static void mustBeFree(String hostSetting, String host, String portSetting, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (BindException e) {
            throw new CannotStart("Port " + port + " on " + host + " can't be opened (" + e.getMessage()
                    + "): another program has it, or this user may not. Stop that program, or choose another port with -D"
                    + portSetting + "=<port> or "
                    + portSetting.toUpperCase(Locale.ROOT).replace('.', '_') + "=<port>.");
        } catch (IOException e) {
            throw new CannotStart(hostSetting + " is " + host + ", which is no address of this machine.");
        }
    }
}
