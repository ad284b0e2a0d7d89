package io.padlock.testing.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tests have reached of the contract, noted in files: they run in several class loaders and processes, and the check
 * that comes after them in one of its own.
 */
final class Reached {

    static final Path FOLDER = Path.of("target/contract-reached");

    private final Path file;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    Reached() {
        this(FOLDER);
    }

    Reached(Path folder) {
        this.file = folder.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    void answer(Operation operation, Exchange exchange) {
        note("answer " + operation.id() + " " + exchange.status());
    }

    void broken(String what) {
        note("broken " + what.replace('\n', ' '));
    }

    private void note(String line) {
        if (noted.add(line)) {
            append(line + "\n");
        }
    }

    private synchronized void append(String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
