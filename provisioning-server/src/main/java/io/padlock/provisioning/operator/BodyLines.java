package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.wire.JsonBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Cuts a body into its lines while it comes in. Holds one line at the most, and of one that is too long nothing.
 *
 * <p>Waits for its sender, but not for ever: an import holds a connection to the database, and all or nothing a transaction
 * too. A sender may pause for a minute in all, and must be faster than a modem's line beyond that.
 */
final class BodyLines {

    /** @param bytes without the line's end; null when there are too many of them */
    record BodyLine(long number, byte[] bytes) {

        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }

        BodyLine mustBeShort() {
            if (bytes == null) {
                throw new Refused(new Unusable(
                        400,
                        "The request can't be read",
                        new Reason(
                                "MALFORMED_LINE",
                                "The line has more than " + JsonBody.LARGEST + " bytes.",
                                ImportReport.REMEDY)));
            }
            return this;
        }
    }

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long SLOWEST_BYTES_A_SECOND = 16 * 1024;

    private final InputStream body;
    private final long limit;
    private final LongSupplier nanoTime;

    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;
    private long bytes;
    private long waited;
    private long number;

    BodyLines(InputStream body, long limit, LongSupplier nanoTime) {
        this.body = body;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** @return null after the last one */
    BodyLine next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        boolean tooLong = false;
        while (next < end || fill()) {
            any = true;
            int stop = lineEnd();
            tooLong = tooLong || line.size() + (stop - next) > JsonBody.LARGEST + 1;
            if (!tooLong) {
                line.write(buffer, next, stop - next);
            }
            boolean complete = stop < end;
            next = complete ? stop + 1 : stop;
            if (complete) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        byte[] bytes = withoutMarks(line.toByteArray());
        return new BodyLine(number, tooLong || bytes.length > JsonBody.LARGEST ? null : bytes);
    }

    private int lineEnd() {
        int stop = next;
        while (stop < end && buffer[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    /** The carriage return before the line's end; and the byte order mark with which spreadsheets begin a file. */
    private byte[] withoutMarks(byte[] line) {
        int from = number == 1
                        && line.length >= 3
                        && line[0] == (byte) 0xEF
                        && line[1] == (byte) 0xBB
                        && line[2] == (byte) 0xBF
                ? 3
                : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return Arrays.copyOfRange(line, from, to);
    }

    private boolean fill() {
        long before = nanoTime.getAsLong();
        int read;
        try {
            do {
                read = body.read(buffer);
            } while (read == 0);
        } catch (IOException e) {
            throw broken("The body broke off after " + bytes + " bytes.");
        }
        waited += nanoTime.getAsLong() - before;
        next = 0;
        end = Math.max(read, 0);
        bytes += end;
        mustBeInTime();
        mustBeWithinTheLimit();
        return read > 0;
    }

    private void mustBeInTime() {
        if (waited > PATIENCE_NANOS + bytes / SLOWEST_BYTES_A_SECOND * 1_000_000_000L) {
            throw broken("The body came too slowly: " + bytes + " bytes in " + waited / 1_000_000_000L + " s.");
        }
    }

    private void mustBeWithinTheLimit() {
        if (bytes > limit) {
            throw new Refused(new Unusable(
                    413,
                    "The request body is too large",
                    new Reason(
                            "BODY_TOO_LARGE",
                            "The body has more than " + limit + " bytes.",
                            "Send it in parts, or raise padlock.operator.import-limit.")));
        }
    }

    private static Refused broken(String explanation) {
        return new Refused(new Unusable(
                400,
                "The request can't be read",
                new Reason("MALFORMED_REQUEST", explanation, "Send the whole body again.")));
    }
}
