package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.testing.Length;
import io.padlock.testing.printer.Listener;
import io.padlock.testing.printer.Manner;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type that is wrong, and what stands at addresses that is no printer or a strange one, by the packaged command. */
class BadInputIT {

    private static final int NOT_DONE = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int NOT_WELL = 3;

    private static final int KILLS = Length.of(3, 100);

    @TempDir
    Path data;

    @Test
    void what_is_no_address_and_an_address_that_is_in_no_shop_are_refused_with_a_sentence() throws Exception {
        refused(NOT_UNDERSTOOD, "look", "the-printer").contains("the-printer").contains("192.168.1.25");
        refused(NOT_UNDERSTOOD, "generate", "8.8.8.8", "--to", data.toString()).contains("8.8.8.8");
        assertThat(data.resolve("printers")).doesNotExist();
    }

    @Test
    void what_hangs_or_speaks_no_tls_or_is_no_printer_is_said_and_does_not_hold_anybody_up() throws Exception {
        try (Listener hanging = Shop.hanging()) {
            refused(NOT_WELL, "look", hanging.address()).contains(hanging.address());
        }
        try (Listener plain = Shop.withoutTls()) {
            refused(NOT_WELL, "look", plain.address()).contains("TLS");
        }
        try (Printer router = Shop.printer(Model.making(Selfsigned::forAddress).behaving(Manner.ANOTHER_DEVICE))) {
            JsonNode told = PrinterCommand.told(data, "look", router.address());
            assertThat(told.path("epos").asText()).isEqualTo("NO");
            assertThat(told.path("certificate").path("subject").asText()).contains(router.address());
        }
    }

    @Test
    void a_certificate_that_changes_between_look_and_export_is_not_exported() throws Exception {
        try (Printer changing =
                Shop.printer(Model.making(Selfsigned::forAddress).behaving(Manner.CHANGING))) {
            String seen = PrinterCommand.told(data, "look", changing.address())
                    .path("certificate")
                    .path("fingerprint")
                    .asText();
            Path file = data.resolve("exported.crt");

            refused(NOT_DONE, "export", changing.address(), "--fingerprint", seen, "--to", file.toString())
                    .contains(seen);

            assertThat(file).doesNotExist();
            assertThat(PrinterCommand.run(data, "list").output()).isEmpty();
        }
    }

    @Test
    void a_second_one_is_refused_because_devices_would_lose_access_unless_somebody_insists() throws Exception {
        String first = generated();
        refused(NOT_DONE, "generate", "192.168.1.25", "--to", data.toString()).contains("lose");

        String second = PrinterCommand.told(data, "generate", "192.168.1.25", "--again", "--to", data.toString())
                .path("fingerprint")
                .asText();

        assertThat(second).isNotEqualTo(first);
        assertThat(PrinterCommand.run(data, "list").output()).contains(first, second);
    }

    /** From the moment in which its folder is there: two keys are made then, and a file is written. */
    @Test
    void killed_while_it_generates_it_leaves_a_certificate_with_its_key_or_nothing() throws Exception {
        Random moments = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            Path box = data.resolve("box-" + kill);
            Path shelf = box.resolve("printers");
            Path log = Files.createTempFile(data, "generate", ".log");
            Process generating = PrinterCommand.start(box, log, "generate", "192.168.1.25", "--to", data + "/out");
            Await.until(
                    () -> "its folder: " + Command.readIfThere(log),
                    Duration.ofSeconds(120),
                    () -> Files.isDirectory(shelf) || !generating.isAlive());
            // Where to strike, not what to wait for.
            TimeUnit.MILLISECONDS.sleep(moments.nextInt(800));
            generating.destroyForcibly().onExit().join();

            Command list = PrinterCommand.run(box, "list", "--json");
            assertThat(list.status()).as(list.output()).isZero();
            assertThat(Pattern.compile("\"number\":")
                            .matcher(list.output())
                            .results()
                            .count())
                    .as("whole ones among the files that are there: " + list.output())
                    .isEqualTo(files(shelf.resolve("192-168-1-25")));
            Command again = PrinterCommand.run(box, "generate", "192.168.1.25", "--again", "--to", data + "/out");
            assertThat(again.status()).as(again.output()).isZero();
        }
    }

    private static long files(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".pem")).count();
        }
    }

    private String generated() throws Exception {
        return PrinterCommand.told(data, "generate", "192.168.1.25", "--to", data.toString())
                .path("fingerprint")
                .asText();
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(int status, String... words) throws Exception {
        Command command = PrinterCommand.run(data, words);
        assertThat(command.status()).as(command.output()).isEqualTo(status);
        return assertThat(command.output()).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
