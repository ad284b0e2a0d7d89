package io.padlock.running;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The box's client as it is packaged, with the small JVM settings that it runs with in the field. */
public final class Box implements AutoCloseable {

    static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final int httpsPort;

    private Box(Process process, Path log, int port, int httpsPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.httpsPort = httpsPort;
    }

    public static Box start(Path data, Server server) throws Exception {
        return start(data, server.url(), Server.UUID, Server.CODE);
    }

    public static Box start(Path data, String serverUrl, String uuid, String code) throws Exception {
        Box box = launch(data, serverUrl, uuid, code, Ports.free(), Ports.free());
        Await.until(() -> "the box's homepage\n" + box.said(), START, () -> answers(box.port));
        return box;
    }

    public static Box launch(
            Path data, String serverUrl, String uuid, String code, int port, int httpsPort, String... settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PADLOCK_BOX_SERVER", serverUrl);
        environment.put("PADLOCK_BOX_DATABASE_UUID", uuid);
        environment.put("PADLOCK_BOX_ENTERPRISE_CODE", code);
        return launch(data, environment, port, httpsPort, settings);
    }

    /** One that knows nothing but what is said here, and answers on its homepage. */
    public static Box start(Path data, Map<String, String> given, String... settings) throws Exception {
        Box box = launch(data, given, Ports.free(), Ports.free(), settings);
        Await.until(() -> "the box's homepage\n" + box.said(), START, () -> answers(box.port));
        return box;
    }

    /** After this one has ended: on its ports, as a supervisor would. */
    public Box startedAgain(Path data, Map<String, String> given) throws Exception {
        Box again = launch(data, given, port, httpsPort);
        Await.until(() -> "the box's homepage\n" + again.said(), START, () -> answers(again.port));
        return again;
    }

    private static Box launch(Path data, Map<String, String> given, int port, int httpsPort, String... settings)
            throws IOException {
        return launch(data, given, port, httpsPort, List.of(settings), Program.BOX.words());
    }

    /** Its classes not prepared yet: one that asks in vain, for nobody is there, and is stopped once it answers. */
    static void runUnprepared(Path data, String option) throws Exception {
        Map<String, String> given = Map.of(
                "PADLOCK_BOX_SERVER", "http://127.0.0.1:" + Ports.free(),
                "PADLOCK_BOX_DATABASE_UUID", Server.UUID,
                "PADLOCK_BOX_ENTERPRISE_CODE", Server.CODE);
        try (Box box =
                launch(data, given, Ports.free(), Ports.free(), List.of(option), Program.BOX.unpreparedWords())) {
            Await.until(() -> "the box's homepage\n" + box.said(), START, () -> answers(box.port));
        }
    }

    private static Box launch(
            Path data, Map<String, String> given, int port, int httpsPort, List<String> settings, List<String> program)
            throws IOException {
        Path log = Files.createTempFile("box", ".log");
        log.toFile().deleteOnExit();
        Map<String, String> environment = new HashMap<>();
        // Nobody: tests need nobody else's DNS. Where one does, it says whose.
        environment.put("PADLOCK_BOX_DNS_RESOLVERS", "127.0.0.1:" + Ports.free());
        environment.put("PADLOCK_BOX_DNS_OVER_HTTPS", "");
        environment.putAll(given);
        environment.put("PADLOCK_BOX_DATA", data.toString());
        environment.put("PADLOCK_BOX_ADDRESS", "127.0.0.1");
        environment.put("PADLOCK_BOX_NAME", "Shop counter");
        environment.put("PADLOCK_BOX_HTTPS_PORT", String.valueOf(httpsPort));
        List<String> words = new ArrayList<>(List.of(
                Command.java(),
                "@" + Checkout.file("deploy/box/jvm.options"),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
        words.addAll(settings);
        words.addAll(program);
        return new Box(Command.start(environment, log, words), log, port, httpsPort);
    }

    /** Its port alone says nothing: at its start a box takes it for a moment, to see whether it can. */
    public static boolean answers(int port) {
        try {
            return Ports.isOpen(port)
                    && given().get("http://127.0.0.1:" + port + "/status").statusCode() == 200;
        } catch (Exception refused) {
            if (refused instanceof IOException) {
                return false;
            }
            throw new AssertionError(refused);
        }
    }

    public Box awaitCode(String code) throws Exception {
        Await.until(
                "the status " + code + " of the box",
                START,
                () -> status("code").equals(code));
        return this;
    }

    /** A field of the status, by its path; "" where it is absent. */
    public String status(String path) {
        Object value = given().get(url() + "/status").path(path);
        return value == null ? "" : value.toString();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String secureUrl() {
        return status("url");
    }

    public String name() {
        return status("name");
    }

    public int httpsPort() {
        return httpsPort;
    }

    public String said() {
        return Command.readIfThere(log);
    }

    /** What it told on its standard output at its first start. */
    public String password() throws Exception {
        Pattern told = Pattern.compile("The password of this box's page is (\\S+)\\. ");
        Await.until("the box's password", START, () -> told.matcher(said()).find());
        Matcher password = told.matcher(said());
        password.find();
        return password.group(1);
    }

    /** One of the program's commands, on this box's folder. */
    public static Command command(Path data, String... words) throws Exception {
        return Command.run(commandWords(data, words).toArray(String[]::new));
    }

    public static List<String> commandWords(Path data, String... words) {
        List<String> all = new ArrayList<>(
                List.of(Command.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dpadlock.box.data=" + data));
        all.addAll(Program.BOX.words());
        all.addAll(List.of(words));
        return all;
    }

    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The box did not end. It said: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        Command.stop(process);
        Files.deleteIfExists(log);
    }
}
