package io.padlock.provisioning.audit;

import io.padlock.provisioning.CannotStart;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How a file ends: after which line, and what stands behind that line which is none. Only the end is read, so a start takes
 * no longer with a long audit.
 *
 * @param link null when the file has no line
 * @param length up to the end of its last line
 * @param torn what a power failure or a kill left of a line; empty when all is well
 */
record Tail(Link link, long length, byte[] torn) {

    private static final int CHUNK = 64 * 1024;

    /** @throws CannotStart when the last line is complete and not what was written */
    static Tail of(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            long end = newlineBefore(in, size) + 1;
            while (end > 0) {
                long begin = newlineBefore(in, end - 1) + 1;
                byte[] line = bytes(in, begin, end - 1);
                // Blocks that the disk had not got yet when the power failed come back as zeros.
                if (!hasZeros(line)) {
                    return new Tail(linkOf(file, line), end, bytes(in, end, size));
                }
                end = begin;
            }
            return new Tail(null, 0, bytes(in, 0, size));
        }
    }

    private static Link linkOf(Path file, byte[] line) {
        return AuditLine.read(line)
                .orElseThrow(() -> new CannotStart("The last line of the audit in " + file
                        + " is not what was written there: somebody changed it. Find out who, with padlock-audit verify; then"
                        + " carry the file away or choose another padlock.audit.folder, and a new chain begins."))
                .link();
    }

    /** Carries what is torn into a file beside it, synced, before it is cut off: it may be the only trace of something. */
    Path moveAside(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + "." + length + ".torn");
        Files.write(
                aside,
                torn,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC,
                StandardOpenOption.WRITE);
        return aside;
    }

    /** @return where the last newline before {@code end} is, or -1 */
    private static long newlineBefore(RandomAccessFile in, long end) throws IOException {
        for (long to = end; to > 0; to = Math.max(0, to - CHUNK)) {
            long from = Math.max(0, to - CHUNK);
            byte[] chunk = bytes(in, from, to);
            for (int i = chunk.length - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    return from + i;
                }
            }
        }
        return -1;
    }

    private static byte[] bytes(RandomAccessFile in, long from, long to) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(to - from)];
        in.seek(from);
        in.readFully(bytes);
        return bytes;
    }

    private static boolean hasZeros(byte[] line) {
        for (byte b : line) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
