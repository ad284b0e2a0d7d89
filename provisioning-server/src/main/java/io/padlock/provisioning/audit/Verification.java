package io.padlock.provisioning.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Follows one chain through its files, line by line, and says where it is broken first. One line is in memory at a time.
 */
final class Verification {

    private long lines;
    private String first;
    private String last;
    private long firstSequence;
    private Link link;

    /** @return what is wrong, or nothing when the file goes on where the one before it ended */
    Optional<String> follow(Path file) throws IOException {
        try (LinesOfBytes in = new LinesOfBytes(file)) {
            for (byte[] line = in.next(); line != null; line = in.next()) {
                long number = in.number();
                Optional<String> fault = in.isTorn()
                        ? Optional.of(
                                "torn: it has no end. A server that is writing just now may finish it; verify again.")
                        : follow(line, in);
                if (fault.isPresent()) {
                    return Optional.of("%s, line %d: %s".formatted(file, number, fault.get()));
                }
            }
            return Optional.empty();
        }
    }

    private Optional<String> follow(byte[] bytes, LinesOfBytes rest) throws IOException {
        Optional<AuditLine> read = AuditLine.read(bytes);
        if (read.isEmpty()) {
            return Optional.of("changed: its hash is not that of its content.");
        }
        AuditLine line = read.get();
        Optional<String> fault = link == null ? faultOfTheFirst(line) : faultAfter(link, line, rest);
        if (fault.isEmpty()) {
            accept(line);
        }
        return fault;
    }

    /** Files from before may have been carried away; a chain's very first line has nothing before it. */
    private static Optional<String> faultOfTheFirst(AuditLine line) {
        return line.sequence() == 1 && !line.previous().equals(Link.NONE.hash())
                ? Optional.of("changed: it is the first of its chain and names one before it.")
                : Optional.empty();
    }

    private static Optional<String> faultAfter(Link link, AuditLine line, LinesOfBytes rest) throws IOException {
        long expected = link.sequence() + 1;
        long found = line.sequence();
        if (found < expected) {
            return Optional.of("reordered: it is number %d, and %d should stand here.".formatted(found, expected));
        }
        if (found > expected) {
            return Optional.of(
                    comesLater(expected, rest)
                            ? "reordered: it is number %d, and %d comes after it.".formatted(found, expected)
                            : "missing: it is number %d, and %d should stand here.".formatted(found, expected));
        }
        return line.previous().equals(link.hash())
                ? Optional.empty()
                : Optional.of(
                        "changed: it follows another number %d than the one before it.".formatted(link.sequence()));
    }

    private static boolean comesLater(long sequence, LinesOfBytes rest) throws IOException {
        for (byte[] line = rest.next(); line != null; line = rest.next()) {
            if (AuditLine.read(line).filter(read -> read.sequence() == sequence).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void accept(AuditLine line) {
        if (lines == 0) {
            first = line.time();
            firstSequence = line.sequence();
        }
        last = line.time();
        link = line.link();
        lines++;
    }

    long lines() {
        return lines;
    }

    /** What was checked, in one sentence or two. */
    String summary() {
        if (lines == 0) {
            return "no lines.";
        }
        return "%d lines, number %d to %d, from %s to %s, unbroken. The last hash is %s.%s"
                .formatted(
                        lines,
                        firstSequence,
                        link.sequence(),
                        first,
                        last,
                        link.hash(),
                        firstSequence == 1
                                ? ""
                                : " It does not begin with number 1: what came before is not among these files.");
    }
}
