package io.padlock.testing.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What tests have reached of the contract, noted in files: they run in several class loaders and processes, and the check
 * that comes after all of them in one of its own.
 */
public final class Reached {

    private static final Path FOLDER = Path.of("target/contract-reached");
    private static final String SHOWN = "shown: ";
    private static final String BROKEN = "broken: ";

    private final Expectations expectations;
    private final Path file = FOLDER.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());

    Reached(ContractDocument contract) {
        this.expectations = new Expectations(contract);
    }

    void by(Operation operation, Exchange exchange) {
        expectations.metBy(operation, exchange).forEach(sentence -> note(SHOWN + sentence));
    }

    void broken(String what) {
        note(BROKEN + what.replace('\n', ' '));
    }

    private synchronized void note(String line) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return what the reviewed document says and no test of this run showed */
    public static List<String> missing() {
        return Expectations.unmet(ContractDocument.reviewed(), new HashSet<>(noted(SHOWN)));
    }

    /** @return what was answered and is not in the contract, whoever asked */
    public static List<String> broken() {
        return noted(BROKEN);
    }

    private static List<String> noted(String kind) {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No test has noted what it reached of the contract.", e);
        }
        return lines.stream()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .toList();
    }
}
