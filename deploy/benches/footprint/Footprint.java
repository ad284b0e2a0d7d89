package footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import measure.Comparison;
import measure.EndedEarly;
import measure.Json;
import measure.Launch;
import measure.Machine;
import measure.Playground;
import measure.Ports;
import measure.Running;
import measure.Spread;
import measure.Table;
import startup.Giver;

/**
 * Run by {@code deploy/bench footprint}, from the checkout's folder, after {@code deploy/box/pack}. What a box's client takes of a
 * box: its disk, the time until its page is served, and its memory a while after it has its certificate.
 */
public final class Footprint {

    private static final String HAS_CERTIFICATE = "\"code\":\"OK\"";

    private enum Subject {
        SHIPPED("the box's client as shipped"),
        JAR("the same jar on this JDK, jvm.options"),
        DEFAULTS("the same jar on this JDK, its defaults"),
        PYTHON("a client in Python that does the least");

        final String title;

        Subject(String title) {
            this.title = title;
        }
    }

    /**
     * @param again until the page, for a box that is started again and has its certificate
     * @param kept what the kernel can't drop when it needs memory: private and changed
     */
    private record Start(double page, double certificate, double again, double resident, double kept) {}

    private final Playground playground;
    private final Giver giver;
    private final Path packed;
    private final int rest;
    private final Map<Subject, List<Start>> starts = new EnumMap<>(Subject.class);

    private Footprint(Playground playground, Path packed, int rest) throws Exception {
        this.playground = playground;
        this.giver = Giver.start(playground);
        this.packed = packed;
        this.rest = rest;
    }

    public static void main(String[] arguments) throws Exception {
        int runs = 5;
        boolean json = false;
        int rest = 20;
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runs = Integer.parseInt(arguments[++i]);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            Footprint footprint = new Footprint(playground, Path.of(arguments[0]), rest);
            footprint.run(runs);
            footprint.tell(machine, runs, json);
        } catch (EndedEarly | IOException e) {
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
    }

    private void run(int runs) throws Exception {
        for (int round = 0; round <= runs; round++) {
            System.err.println(round == 0 ? "Warming up ..." : "Round " + round + " of " + runs + " ...");
            for (Subject subject : Subject.values()) {
                Start start = measure(subject, round == 0 ? 1 : rest);
                if (round > 0) {
                    starts.computeIfAbsent(subject, none -> new ArrayList<>()).add(start);
                }
            }
        }
    }

    private Start measure(Subject subject, int seconds) throws Exception {
        int port = Ports.free();
        Launch page = launch(subject, port, "");
        Running running = playground.start(page);
        double served = running.secondsUntilReady();
        double certified = new Running(launch(subject, port, HAS_CERTIFICATE), running.process(), running.from(), running.log())
                .secondsUntilReady();
        // As a person does who opens it with a padlock; what that takes is held from then on.
        new ProcessBuilder("curl", "-fsSk", "-o", "/dev/null", "https://127.0.0.1:" + page.environment().get("PADLOCK_BOX_HTTPS_PORT") + "/")
                .inheritIO()
                .start()
                .waitFor();
        TimeUnit.SECONDS.sleep(seconds);
        running.mustBeAlive();
        String rollup = Files.readString(Path.of("/proc/" + running.process().pid() + "/smaps_rollup"));
        playground.stop(running.process());
        Running again = playground.start(page);
        double servedAgain = again.secondsUntilReady();
        playground.stop(again.process());
        return new Start(served, certified, servedAgain, mebibytes(rollup, "Rss"), mebibytes(rollup, "Private_Dirty"));
    }

    private static double mebibytes(String rollup, String what) {
        Matcher line = Pattern.compile("(?m)^" + what + ":\\s+(\\d+) kB").matcher(rollup);
        line.find();
        return Long.parseLong(line.group(1)) / 1024.0;
    }

    private Launch launch(Subject subject, int port, String goodAnswer) throws Exception {
        Map<String, String> environment = new HashMap<>(goodAnswer.isEmpty() ? giver.settingsOfANewBox() : Map.of());
        environment.put("PADLOCK_BOX_DATA", playground.folder("box").toString());
        environment.put("PADLOCK_BOX_ADDRESS", "127.0.0.1");
        environment.put("PADLOCK_BOX_DNS_OVER_HTTPS", "");
        environment.put("PADLOCK_BOX_HTTPS_PORT", String.valueOf(Ports.free()));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return new Launch(subject.title, command(subject, port), environment, port, goodAnswer.isEmpty() ? "/" : "/status", goodAnswer);
    }

    private List<String> command(Subject subject, int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("iot-client/target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString();
        return switch (subject) {
            case SHIPPED -> List.of(packed.resolve("padlock-box").toAbsolutePath().toString());
            case JAR -> List.of(java, "@" + Path.of("deploy/box/jvm.options").toAbsolutePath(), "-jar", jar);
            case DEFAULTS -> List.of(java, "-jar", jar);
            case PYTHON ->
                List.of(
                        "python3",
                        Path.of("deploy/benches/footprint/client.py").toAbsolutePath().toString(),
                        String.valueOf(port));
        };
    }

    private void tell(Machine machine, int runs, boolean json) throws Exception {
        Table table = new Table(
                "", "disk, MB", "page served after, s", "certificate after, s", "page after a restart, s", "resident, MiB", "of which kept, MiB");
        for (Subject subject : Subject.values()) {
            List<Start> all = starts.get(subject);
            table.row(
                    subject.title,
                    disk(subject),
                    spread("%.2f", all, Start::page),
                    spread("%.2f", all, Start::certificate),
                    spread("%.2f", all, Start::again),
                    spread("%.0f", all, Start::resident),
                    spread("%.0f", all, Start::kept));
        }
        Certbot certbot = Certbot.measured(runs);
        table.row(
                "certbot, which serves no page: a run that finds nothing due",
                certbot.megabytes(),
                "-",
                String.format(Locale.ROOT, "%.2f", certbot.seconds()),
                "-",
                String.format(Locale.ROOT, "%.0f at its most, 0 between", certbot.peak()),
                "-");
        System.out.printf(
                "%s%nMedians of %d (least to most). Memory %d s after the certificate; kept is what the kernel can't drop when it"
                        + " needs memory: private and changed.%n%n%s%n",
                machine.inWords(), runs, rest, table);
        List<Comparison> comparisons = Stream.of(Subject.JAR, Subject.DEFAULTS, Subject.PYTHON)
                .flatMap(other -> Stream.of(
                        compare(other, "page served after", "s", Start::page),
                        compare(other, "page after a restart", "s", Start::again),
                        compare(other, "resident", "MiB", Start::resident),
                        compare(other, "kept", "MiB", Start::kept)))
                .toList();
        Table ratios = new Table("", "ours", "other", "ratio");
        comparisons.forEach(one -> ratios.row(
                one.name(), number(one.ours()), number(one.other()), String.format(Locale.ROOT, "%.2f", one.ratio())));
        System.out.print(ratios);
        if (json) {
            System.out.println(Json.object(
                    "benchmark", Json.text("footprint"),
                    "machine", Json.text(machine.inWords()),
                    "runs", String.valueOf(runs),
                    "comparisons",
                            comparisons.stream().map(Comparison::asJson).collect(Collectors.joining(",", "[", "]"))));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private String disk(Subject subject) throws IOException {
        return switch (subject) {
            case SHIPPED -> String.valueOf(megabytes(packed));
            case JAR, DEFAULTS -> megabytes(Path.of("iot-client/target/quarkus-app")) + " and a JDK";
            case PYTHON -> Certbot.packages("python3-cryptography");
        };
    }

    private static long megabytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long octets = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                octets += Files.size(file);
            }
            return octets / 1_000_000;
        }
    }

    private Comparison compare(Subject other, String name, String unit, ToDoubleFunction<Start> figure) {
        return new Comparison(
                Subject.SHIPPED.title + " / " + other.title + ": " + name,
                unit,
                Spread.of(starts.get(Subject.SHIPPED), figure).median(),
                Spread.of(starts.get(other), figure).median());
    }

    private static String spread(String format, List<Start> all, ToDoubleFunction<Start> figure) {
        return Spread.of(all, figure).in(format);
    }
}
