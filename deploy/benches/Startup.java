import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Run by {@code deploy/bench startup}, from the checkout's folder, after a build. Starts each subject in turn, round
 * after round, so that whatever else the machine does in these minutes hits all of them alike; the first round only
 * warms the disk's cache and does not count.
 */
final class Startup {

    private final Playground playground;
    private final Subjects subjects;
    private final Map<Subject, List<Start>> starts = new EnumMap<>(Subject.class);

    private Startup(Playground playground, Subjects subjects) {
        this.playground = playground;
        this.subjects = subjects;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            Startup startup = new Startup(playground, Subjects.in(playground));
            startup.run(options.runs());
            startup.tell(machine, options);
        } catch (EndedEarly | IOException e) {
            // After Ctrl-C subjects end and files go, and nobody needs to hear of it.
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
    }

    private void run(int runs) throws Exception {
        for (int round = 0; round <= runs; round++) {
            System.err.println(round == 0 ? "Warming up ..." : "Round " + round + " of " + runs + " ...");
            subjects.newRound();
            for (Subject subject : Subject.values()) {
                Start start = measure(subjects.launch(subject));
                if (round > 0) {
                    starts.computeIfAbsent(subject, none -> new ArrayList<>()).add(start);
                }
            }
        }
    }

    private Start measure(Launch launch) throws Exception {
        Running running = playground.start(launch);
        double ready = running.secondsUntilReady();
        double cpu = Usage.cpuSeconds(running.process());
        // What a start leaves to be collected or given back is settled by then.
        TimeUnit.SECONDS.sleep(5);
        running.mustBeAlive();
        Start start = new Start(
                ready,
                cpu,
                Usage.memory(Stream.of(running.process().toHandle())),
                Usage.memory(running.process().descendants()));
        playground.stop(running.process());
        return start;
    }

    private void tell(Machine machine, Options options) {
        List<Comparison> comparisons = comparisons();
        Report report = new Report(machine, options.runs(), starts, comparisons);
        System.out.print(report.forPeople());
        if (options.json()) {
            System.out.println(report.asJson());
        }
    }

    private List<Comparison> comparisons() {
        return List.of(
                compare(Figure.TIME, Subject.CLIENT, Subject.CLIENT_DEFAULTS),
                compare(Figure.MEMORY, Subject.CLIENT, Subject.CLIENT_DEFAULTS),
                compare(Figure.TIME, Subject.CLIENT, Subject.FLOOR),
                compare(Figure.MEMORY, Subject.CLIENT, Subject.FLOOR),
                compare(Figure.TIME, Subject.BOX, Subject.BOX_DEFAULTS),
                compare(Figure.MEMORY, Subject.BOX, Subject.BOX_DEFAULTS),
                compare(Figure.TIME, Subject.SERVER_GIVEN, Subject.FLOOR),
                compare(Figure.MEMORY, Subject.SERVER_GIVEN, Subject.FLOOR),
                compare(Figure.TIME, Subject.SERVER_AGAIN, Subject.SERVER_GIVEN),
                compare(Figure.TIME, Subject.SERVER_FIRST, Subject.SERVER_AGAIN));
    }

    private Comparison compare(Figure figure, Subject ours, Subject other) {
        return new Comparison(
                ours.title + " / " + other.title + ": " + figure.title,
                figure.unit,
                Spread.of(starts.get(ours), figure.of).median(),
                Spread.of(starts.get(other), figure.of).median());
    }
}

enum Subject {
    FLOOR("floor: a JVM with one page"),
    CLIENT("box's client, jvm.options"),
    CLIENT_DEFAULTS("box's client, JVM's defaults"),
    BOX("box with its first certificate, jvm.options"),
    BOX_DEFAULTS("box with its first certificate, JVM's defaults"),
    SERVER_FIRST("server, first start"),
    SERVER_AGAIN("server, second start"),
    SERVER_GIVEN("server on a given PostgreSQL");

    final String title;

    Subject(String title) {
        this.title = title;
    }
}

/** What subjects are compared by. */
enum Figure {
    TIME("time until ready", "s", Start::ready),
    MEMORY("memory at rest", "MiB", start -> start.own().alone());

    final String title;
    final String unit;
    final ToDoubleFunction<Start> of;

    Figure(String title, String unit, ToDoubleFunction<Start> of) {
        this.title = title;
        this.unit = unit;
        this.of = of;
    }
}

/** How the subjects are started. Relative paths are the checkout's. */
final class Subjects {

    private static final Path CLIENT_JAR = Path.of("iot-client/target/quarkus-app/quarkus-run.jar");
    private static final Path FLOOR_SOURCE = Path.of("deploy/benches/Floor.java");
    private static final List<String> JVM_OPTIONS =
            List.of("@" + Path.of("deploy/box/jvm.options").toAbsolutePath());
    private static final List<String> JVM_DEFAULTS = List.of();
    private static final String HAS_CERTIFICATE = "\"code\":\"OK\"";

    private final Playground playground;
    private final Path classes;
    private final Giver giver;
    private final Path givenData;
    private Path freshData;

    private Subjects(Playground playground, Path classes, Giver giver) throws IOException {
        this.playground = playground;
        this.classes = classes;
        this.giver = giver;
        this.givenData = playground.folder("given");
    }

    static Subjects in(Playground playground) throws Exception {
        Path classes = playground.folder("classes");
        compileFloor(classes);
        return new Subjects(playground, classes, Giver.start(playground));
    }

    /** The source launcher would compile the floor at each start, and that is not what is measured. */
    private static void compileFloor(Path classes) {
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), FLOOR_SOURCE.toString());
        if (status != 0) {
            throw new EndedEarly(FLOOR_SOURCE + " does not compile; the reason stands above.");
        }
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
        List<String> arguments = List.of("-cp", classes.toString(), "Floor", String.valueOf(port));
        return new Launch(title, arguments, Map.of(), port, "/", "");
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
        environment.put("PADLOCK_BOX_HTTPS_PORT", String.valueOf(Ports.free()));
        return new Launch(title, arguments, environment, port, "/status", goodAnswer);
    }
}

/** A server that idles from the beginning to the end: others get their PostgreSQL or their certificates from it. */
record Giver(String url, Path data) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Giver start(Playground playground) throws Exception {
        System.err.println("Starting a server to get PostgreSQL and certificates from ...");
        Path data = playground.folder("giver");
        int port = Ports.free();
        Launch launch = Launch.server("the server to get PostgreSQL and certificates from", port, data, Map.of());
        playground.start(launch).secondsUntilReady();
        return new Giver("http://127.0.0.1:" + port, data);
    }

    Map<String, String> settingsOfItsPostgres() throws IOException {
        Path postgres = data.resolve("postgres");
        // Line 4 is the port: PostgreSQL's src/include/utils/pidfile.h.
        String port =
                Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
        String password = Files.readString(postgres.resolve("password"));
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:" + port.strip() + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                "padlock",
                "QUARKUS_DATASOURCE_PASSWORD",
                password.strip());
    }

    /** Each box belongs to a database of its own, so that no box meets what an earlier one left. */
    Map<String, String> settingsOfANewBox() throws Exception {
        String uuid = UUID.randomUUID().toString();
        String code = "BENCH-" + uuid;
        register(uuid, code);
        return Map.of(
                "PADLOCK_BOX_SERVER", url,
                "PADLOCK_BOX_DATABASE_UUID", uuid,
                "PADLOCK_BOX_ENTERPRISE_CODE", code);
    }

    private void register(String uuid, String code) throws Exception {
        String database = """
                {"enterpriseCode": "%s", "kind": "PRODUCTION", "subscription": {"status": "IN_PROGRESS",
                 "lines": [{"product": "IOT_BOX", "quantity": 1}]}}""".formatted(code);
        String token = Files.readString(data.resolve("operator-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/operator/databases/" + uuid))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(database))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new EndedEarly("The database for a box could not be registered: " + answer.body());
        }
    }
}

/** A JVM to be started, and where its first good answer is to be had: status 200 and that text somewhere in it. */
record Launch(
        String title,
        List<String> arguments,
        Map<String, String> environment,
        int port,
        String page,
        String goodAnswer) {

    private static final Path SERVER_JAR = Path.of("provisioning-server/target/quarkus-app/quarkus-run.jar");

    static Launch server(String title, int port, Path data, Map<String, String> settings) {
        int managementPort = Ports.free();
        List<String> arguments = List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-jar",
                SERVER_JAR.toAbsolutePath().toString());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PADLOCK_DATA", data.toString());
        return new Launch(title, arguments, environment, managementPort, "/q/health/ready", "");
    }

    boolean isGood(String answer) {
        return answer.startsWith("HTTP/1.1 200 ") && answer.contains(goodAnswer);
    }
}

/** Everything that is started here and the folder that it writes to. All of it goes when this JVM does. */
final class Playground {

    /** Nothing else of this shell's, such as JAVA_TOOL_OPTIONS or QUARKUS_..., may change what is measured. */
    private static final Set<String> KEPT_ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final Path home;
    private final List<Process> running = new ArrayList<>();
    private int folders;
    private boolean closed;

    private Playground(Path home) {
        this.home = home;
    }

    static Playground open() throws IOException {
        Playground playground = new Playground(Files.createTempDirectory("padlock-bench-"));
        // Run by the JVM at a normal end, after System.exit, and after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(playground::close, "close"));
        return playground;
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** A new one at each call. */
    synchronized Path folder(String name) throws IOException {
        return Files.createDirectory(home.resolve(++folders + "-" + name));
    }

    synchronized Running start(Launch launch) throws IOException {
        if (closed) {
            throw new EndedEarly("Stopped.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.arguments());
        // Quarkus reads settings from the folder that it is started in: an empty one has none.
        Path folder = folder("cwd");
        Path log = home.resolve(folders + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().putAll(launch.environment());
        long from = System.nanoTime();
        Process process = builder.start();
        running.add(process);
        return new Running(launch, process, from, log);
    }

    void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        synchronized (this) {
            running.remove(process);
        }
    }

    /** The last first: it may be using what was started before it. */
    private void close() {
        try {
            for (Process process : stillRunning()) {
                stop(process);
            }
            delete(home);
        } catch (InterruptedException | IOException e) {
            System.err.println("Not everything could be removed from " + home + ": " + e);
        }
    }

    private synchronized List<Process> stillRunning() {
        closed = true;
        return IntStream.rangeClosed(1, running.size())
                .mapToObj(i -> running.get(running.size() - i))
                .toList();
    }

    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}

/** A started subject, until its first good answer and after. */
record Running(Launch launch, Process process, long from, Path log) {

    private static final double PATIENCE = 90;

    double secondsUntilReady() throws Exception {
        while (true) {
            String answer = ask();
            if (launch.isGood(answer)) {
                return seconds();
            }
            mustBeAlive();
            if (seconds() > PATIENCE) {
                throw new EndedEarly(launch.title() + " did not answer well within " + (int) PATIENCE
                        + " s. Its last lines:\n" + lastLines());
            }
            // A refused connection costs next to nothing; an answer takes time from the one who is measured.
            TimeUnit.MILLISECONDS.sleep(answer.isEmpty() ? 2 : 20);
        }
    }

    private double seconds() {
        return (System.nanoTime() - from) / 1e9;
    }

    /** Empty while nobody listens. */
    private String ask() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch.port()), 1000);
            socket.setSoTimeout(5000);
            String question = "GET " + launch.page() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    void mustBeAlive() throws Exception {
        if (process.isAlive()) {
            return;
        }
        // After Ctrl-C the subject may be gone before this program knows: then there is nothing to report.
        TimeUnit.MILLISECONDS.sleep(300);
        throw new EndedEarly(launch.title() + " ended by itself, with status " + process.exitValue()
                + ". Its last lines:\n" + lastLines());
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}

/** Nothing can be measured; the message is for the person who tried. */
final class EndedEarly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndedEarly(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}

final class Ports {

    private Ports() {}

    /**
     * Below those that Linux takes for outgoing connections (32768 and up): there, a connection to a port on which
     * nobody listens yet now and then gets that very port for its own end: it is connected to itself, and the port is
     * taken.
     */
    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
    }
}

/** What the kernel has counted, read from /proc. */
final class Usage {

    /** Linux tells its programs times in hundredths of a second, whatever it counts in itself. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern ADDRESSES = Pattern.compile("[0-9a-f]+-[0-9a-f]+ ");
    private static final String JDK = " " + realPath(System.getProperty("java.home")) + "/";

    private Usage() {}

    /** Of the process, of its children and of those that are gone already, such as PostgreSQL's initdb. */
    static double cpuSeconds(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToDouble(Usage::cpuSeconds)
                .sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        // The name, in parentheses, may contain anything; utime, stime, cutime, cstime are fields 14 to 17 (proc(5)).
        String[] fieldsFromTheThird =
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return Stream.of(fieldsFromTheThird)
                        .skip(11)
                        .limit(4)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    static Memory memory(Stream<ProcessHandle> processes) {
        return processes.map(process -> memory(read(process, "smaps"))).reduce(new Memory(0, 0, 0), Memory::plus);
    }

    /** Mappings: a line with addresses and, for a file, its path, then lines such as "Pss:   12 kB" (proc(5)). */
    private static Memory memory(String mappings) {
        Memory sum = new Memory(0, 0, 0);
        boolean ofTheJdk = false;
        double rss = 0;
        for (String line : mappings.split("\n")) {
            if (ADDRESSES.matcher(line).lookingAt()) {
                ofTheJdk = line.contains(JDK);
            } else if (line.startsWith("Rss:")) {
                rss = mebibytes(line);
            } else if (line.startsWith("Pss:")) {
                double pss = mebibytes(line);
                sum = sum.plus(new Memory(ofTheJdk ? rss : pss, pss, rss));
            }
        }
        return sum;
    }

    private static double mebibytes(String line) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
    }

    private static Path realPath(String path) {
        try {
            return Path.of(path).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the process is gone. */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}

/**
 * In MiB. RSS counts all that is there; PSS shares out what several processes map. Alone is the PSS with the JDK's own
 * files counted in full: on a box no second Java program shares them; here this benchmark does, and others may.
 */
record Memory(double alone, double pss, double rss) {

    Memory plus(Memory more) {
        return new Memory(alone + more.alone, pss + more.pss, rss + more.rss);
    }
}

/** One start of one subject: seconds from its launch to its first good answer, and what it held at rest. */
record Start(double ready, double cpu, Memory own, Memory postgres) {}

record Spread(double median, double least, double most) {

    static Spread of(List<Start> starts, ToDoubleFunction<Start> figure) {
        double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}

/** Both from the same run; below 1 ours took less. */
record Comparison(String name, String unit, double ours, double other) {

    double ratio() {
        return ours / other;
    }
}

record Options(int runs, boolean json) {

    /** deploy/bench has checked them. */
    static Options of(String[] arguments) {
        int runs = 5;
        boolean json = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runs = Integer.parseInt(arguments[++i]);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        return new Options(runs, json);
    }
}

/** What has to be known beside the figures. */
record Machine(int cores, long memory, String system, String java, String load) {

    static Machine now() throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(value("/proc/meminfo", "MemTotal:").replaceAll("\\D+", "")) / 1048576.0),
                value("/etc/os-release", "PRETTY_NAME=").replace("\"", ""),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String value(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    String inWords() {
        return "%d cores, %d GiB, %s, Java: %s; load before: %s".formatted(cores, memory, system, java, load);
    }
}

record Report(Machine machine, int runs, Map<Subject, List<Start>> starts, List<Comparison> comparisons) {

    String forPeople() {
        return """
                %s
                Medians of %d (least to most). At rest: 5 s after the first answer, counted as for the only Java
                program on a machine: PSS, with the JDK's own files in full. PostgreSQL is the server's own.

                %s
                %s""".formatted(machine.inWords(), runs, subjectsTable(), comparisonsTable());
    }

    private String subjectsTable() {
        Table table = new Table(
                "", "ready after, s", "CPU until then, s", "at rest, MiB", "as PSS", "as RSS", "PostgreSQL, MiB");
        starts.forEach((subject, all) -> table.row(
                subject.title,
                spread("%.2f", all, Figure.TIME.of),
                spread("%.2f", all, Start::cpu),
                spread("%.0f", all, Figure.MEMORY.of),
                median("%.0f", all, start -> start.own().pss()),
                median("%.0f", all, start -> start.own().rss()),
                hasPostgres(all) ? spread("%.0f", all, start -> start.postgres().pss()) : "-"));
        return table.toString();
    }

    private static boolean hasPostgres(List<Start> all) {
        return all.get(0).postgres().pss() > 0;
    }

    private static String spread(String format, List<Start> all, ToDoubleFunction<Start> figure) {
        Spread spread = Spread.of(all, figure);
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                spread.median(),
                spread.least(),
                spread.most());
    }

    private static String median(String format, List<Start> all, ToDoubleFunction<Start> figure) {
        return String.format(Locale.ROOT, format, Spread.of(all, figure).median());
    }

    private String comparisonsTable() {
        Table table = new Table("", "ours", "other", "ratio");
        for (Comparison comparison : comparisons) {
            String format = comparison.unit().equals("s") ? "%.2f %s" : "%.0f %s";
            table.row(
                    comparison.name(),
                    String.format(Locale.ROOT, format, comparison.ours(), comparison.unit()),
                    String.format(Locale.ROOT, format, comparison.other(), comparison.unit()),
                    String.format(Locale.ROOT, "%.2f", comparison.ratio()));
        }
        return table.toString();
    }

    String asJson() {
        String subjects = starts.entrySet().stream()
                .map(entry -> subjectJson(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
        String compared = comparisons.stream().map(Report::comparisonJson).collect(Collectors.joining(",", "[", "]"));
        return Json.object(
                "benchmark", Json.text("startup"),
                "machine", Json.text(machine.inWords()),
                "runs", String.valueOf(runs),
                "subjects", subjects,
                "comparisons", compared);
    }

    private static String subjectJson(Subject subject, List<Start> all) {
        return Json.object(
                "name", Json.text(subject.title),
                "readySeconds", Json.spread(all, Figure.TIME.of),
                "cpuSeconds", Json.spread(all, Start::cpu),
                "restMib", Json.spread(all, Figure.MEMORY.of),
                "pssMib", Json.spread(all, start -> start.own().pss()),
                "rssMib", Json.spread(all, start -> start.own().rss()),
                "postgresPssMib", Json.spread(all, start -> start.postgres().pss()));
    }

    private static String comparisonJson(Comparison comparison) {
        return Json.object(
                "name", Json.text(comparison.name()),
                "unit", Json.text(comparison.unit()),
                "ours", Json.number(comparison.ours()),
                "other", Json.number(comparison.other()),
                "ratio", Json.number(comparison.ratio()));
    }
}

final class Json {

    private Json() {}

    /** Names and values in turn; the values are JSON already. */
    static String object(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> text(namesAndValues[2 * i]) + ":" + namesAndValues[2 * i + 1])
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String text(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    static String spread(List<Start> starts, ToDoubleFunction<Start> figure) {
        Spread spread = Spread.of(starts, figure);
        return object("median", number(spread.median()), "min", number(spread.least()), "max", number(spread.most()));
    }
}

/** Columns as wide as what is in them, in the form that Markdown reads too. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        row(titles);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(line(row, widths)));
        return table.insert(line(rows.get(0), widths).length(), underline(widths))
                .toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> column == 0
                        ? row.get(0) + " ".repeat(widths[0] - row.get(0).length())
                        : " ".repeat(widths[column] - row.get(column).length()) + row.get(column))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String underline(int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> "-".repeat(widths[column] + 1) + (column == 0 ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|\n"));
    }
}
