package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.running.Box;
import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code printer …} of the packaged box. */
final class PrinterCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PrinterCommand() {}

    static Command run(Path data, String... words) throws Exception {
        return Command.run(Shop.SETTINGS, words(data, words).toArray(String[]::new));
    }

    static Process start(Path data, Path output, String... words) throws IOException {
        return Command.start(Shop.SETTINGS, output, words(data, words));
    }

    /** What it tells with {@code --json}, on standard output alone as on both. */
    static JsonNode told(Path data, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Command command = run(data, all.toArray(String[]::new));
        assertThat(command.output()).as(String.join(" ", words)).startsWith("{");
        return JSON.readTree(command.output());
    }

    static List<String> words(Path data, String... words) {
        return Box.commandWords(
                data, Stream.concat(Stream.of("printer"), Stream.of(words)).toArray(String[]::new));
    }
}
