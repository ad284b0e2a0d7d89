package measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to be started, and where its first good answer is to be had: status 200 and that text somewhere in it.
 * Without a page it is ready as soon as it takes connections.
 */
public record Launch(
        String title, List<String> command, Map<String, String> environment, int port, String page, String goodAnswer) {

    private static final Path SERVER_JAR = Path.of("provisioning-server/target/quarkus-app/quarkus-run.jar");

    /** By the JDK that runs this benchmark. */
    public static Launch java(
            String title,
            List<String> arguments,
            Map<String, String> environment,
            int port,
            String page,
            String goodAnswer) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new Launch(title, command, environment, port, page, goodAnswer);
    }

    public static Launch server(String title, int port, Path data, Map<String, String> settings) {
        return server(title, List.of(), port, data, settings);
    }

    public static Launch server(
            String title, List<String> jvmOptions, int port, Path data, Map<String, String> settings) {
        int managementPort = Ports.free();
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-jar",
                SERVER_JAR.toAbsolutePath().toString()));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PADLOCK_DATA", data.toString());
        return java(title, arguments, environment, managementPort, "/q/health/ready", "");
    }

    boolean asksAPage() {
        return !page.isEmpty();
    }

    boolean isGood(String answer) {
        return answer.startsWith("HTTP/1.1 200 ") && answer.contains(goodAnswer);
    }
}
