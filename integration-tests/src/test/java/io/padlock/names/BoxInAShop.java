package io.padlock.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.FakeClock;
import io.padlock.running.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged box in a shop's network, with a clock that can be wrong. It finds out its own address, and all else, there. */
final class BoxInAShop implements AutoCloseable {

    /** A busy machine may miss its first attempts. */
    private static final Duration START = Duration.ofMinutes(4);
    /**
     * What was found is told to all who ask within ten seconds. Far more than that and than a busy machine takes between two
     * looks, and less than what is told of a clock.
     */
    private static final Duration STALE = Duration.ofMinutes(2);

    private final Shop shop;
    private final Path data;
    private final int port;
    private final Process process;
    private final FakeClock clock;
    private Duration ahead = Duration.ZERO;

    private BoxInAShop(Shop shop, Path data, int port, Process process, FakeClock clock) {
        this.shop = shop;
        this.data = data;
        this.port = port;
        this.process = process;
        this.clock = clock;
    }

    static BoxInAShop launch(Shop shop, Path folder, int port, Map<String, String> given) throws Exception {
        Files.createDirectory(folder);
        FakeClock clock = new FakeClock(folder);
        Path data = folder.resolve("data");
        Map<String, String> environment = new HashMap<>(given);
        environment.putAll(clock.environment());
        environment.put("PADLOCK_BOX_DATA", data.toString());
        environment.put("PADLOCK_BOX_HTTPS_PORT", String.valueOf(port + 1));
        List<String> words = new ArrayList<>(
                List.of(Command.java(), "@" + Checkout.file("deploy/box/jvm.options"), "-Dquarkus.http.port=" + port));
        words.addAll(Program.BOX.words());
        List<String> there = shop.words(words.toArray(String[]::new));
        return new BoxInAShop(shop, data, port, Command.start(environment, folder.resolve("box.log"), there), clock);
    }

    /** Somebody who opens its page has it ask again. */
    void awaitWell() throws Exception {
        Await.until(
                () -> "a box that is well\n" + said(),
                START,
                () -> shop.run("curl", "-s", "-m", "60", "-o", "/dev/null", page("/"))
                                        .status()
                                == 0
                        && get("/status").path("code").asText().equals("OK"));
    }

    /** What it finds out now. */
    Found look() throws Exception {
        // As far from the last time, ahead or back, as it takes to look again.
        ahead = ahead.isZero() ? STALE : Duration.ZERO;
        return lookAt(ahead);
    }

    /** With a clock that is so far ahead; then it is right again. */
    Found lookWhenItsClockIsAhead(Duration wrong) throws Exception {
        try {
            return lookAt(wrong);
        } finally {
            clock.jumpTo(ahead);
        }
    }

    private Found lookAt(Duration by) throws Exception {
        clock.jumpTo(by);
        return new Found(get("/diagnosis"));
    }

    private JsonNode get(String path) throws Exception {
        Command asked = shop.run("curl", "-s", "-m", "120", page(path));
        return new ObjectMapper().readTree(asked.status() == 0 ? asked.output() : "{}");
    }

    private String page(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** One of the program's commands, by its owner at its side. */
    Command command(String... words) throws Exception {
        return shop.run(Box.commandWords(data, words).toArray(String[]::new));
    }

    String said() {
        return Command.readIfThere(data.resolveSibling("box.log"));
    }

    @Override
    public void close() throws IOException {
        Command.stop(process);
    }

    /** What a diagnosis says. */
    record Found(JsonNode told) {

        /** The subjects of which it says that they are bad. */
        List<String> bad() {
            return all().filter(one -> one.path("verdict").asText().equals("bad"))
                    .map(one -> one.path("subject").asText())
                    .toList();
        }

        String verdict(String subject) {
            return of(subject).path("verdict").asText();
        }

        /** What was seen of it, and what to do. */
        String said(String subject) {
            return of(subject).path("evidence").asText() + "\n"
                    + of(subject).path("remedy").asText();
        }

        private JsonNode of(String subject) {
            return all().filter(one -> one.path("subject").asText().equals(subject))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nothing is said of " + subject + ": " + told));
        }

        private Stream<JsonNode> all() {
            List<JsonNode> all = new ArrayList<>();
            told.path("findings").forEach(all::add);
            return all.stream();
        }
    }
}
