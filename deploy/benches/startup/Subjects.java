package startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import measure.Launch;
import measure.Playground;
import measure.Ports;

/** How the subjects are started. Relative paths are the checkout's. */
final class Subjects {

    private static final Path CLIENT_JAR = Path.of("iot-client/target/quarkus-app/quarkus-run.jar");
    /** Where deploy/bench has compiled what is in deploy/benches. */
    private static final Path BENCHES = Path.of("target/benches");

    private static final List<String> JVM_OPTIONS =
            List.of("@" + Path.of("deploy/box/jvm.options").toAbsolutePath());
    private static final List<String> JVM_DEFAULTS = List.of();
    private static final String HAS_CERTIFICATE = "\"code\":\"OK\"";

    private final Playground playground;
    private final Giver giver;
    private final Path givenData;
    private Path freshData;

    private Subjects(Playground playground, Giver giver) throws IOException {
        this.playground = playground;
        this.giver = giver;
        this.givenData = playground.folder("given");
    }

    static Subjects in(Playground playground) throws Exception {
        return new Subjects(playground, Giver.start(playground));
    }

    /** A first start needs a folder in which nothing is yet. */
    void newRound() throws IOException {
        if (freshData != null) {
            Playground.delete(freshData);
        }
        freshData = playground.folder("fresh");
    }

    Launch launch(Subject subject) throws Exception {
        return switch (subject) {
            case FLOOR -> floor(subject.title);
            case CLIENT -> client(subject.title, JVM_OPTIONS, Map.of(), "");
            case CLIENT_DEFAULTS -> client(subject.title, JVM_DEFAULTS, Map.of(), "");
            case BOX -> client(subject.title, JVM_OPTIONS, giver.settingsOfANewBox(), HAS_CERTIFICATE);
            case BOX_DEFAULTS -> client(subject.title, JVM_DEFAULTS, giver.settingsOfANewBox(), HAS_CERTIFICATE);
            case SERVER_FIRST, SERVER_AGAIN -> Launch.server(subject.title, Ports.free(), freshData, Map.of());
            case SERVER_GIVEN -> Launch.server(subject.title, Ports.free(), givenData, giver.settingsOfItsPostgres());
        };
    }

    private Launch floor(String title) throws IOException {
        int port = Ports.free();
        List<String> arguments =
                List.of("-cp", BENCHES.toAbsolutePath().toString(), "startup.Floor", String.valueOf(port));
        return Launch.java(title, arguments, Map.of(), port, "/", "");
    }

    private Launch client(String title, List<String> jvmOptions, Map<String, String> settings, String goodAnswer)
            throws IOException {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.add("-Dquarkus.http.host=127.0.0.1");
        arguments.add("-Dquarkus.http.port=" + port);
        arguments.addAll(List.of("-jar", CLIENT_JAR.toAbsolutePath().toString()));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PADLOCK_BOX_DATA", playground.folder("box").toString());
        environment.put("PADLOCK_BOX_ADDRESS", "127.0.0.1");
        environment.put("PADLOCK_BOX_DNS_OVER_HTTPS", "");
        environment.put("PADLOCK_BOX_HTTPS_PORT", String.valueOf(Ports.free()));
        return Launch.java(title, arguments, environment, port, "/status", goodAnswer);
    }
}
