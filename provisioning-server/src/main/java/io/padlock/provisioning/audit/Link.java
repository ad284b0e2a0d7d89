package io.padlock.provisioning.audit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a chain stands: the number of its last line, and that line's hash. A line's hash is the SHA-256 of the line as it
 * is written, without its last member, {@code hash}; and each line names the hash of the one before it.
 */
record Link(long sequence, String hash) {

    /** Before a chain's first line. */
    static final Link NONE = new Link(0, "0".repeat(64));

    private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

    /** A line, with its newline, and where the chain stands after it. */
    record Line(byte[] bytes, Link link) {}

    Line next(AuditEvent event) {
        StringBuilder line = new StringBuilder(800);
        line.append("{\"seq\":").append(sequence + 1).append(",\"time\":");
        quoted(line, event.time().toString()).append(",\"event\":");
        quoted(line, event.name()).append(",\"fields\":{");
        String separator = "";
        for (var field : event.fields().get().entrySet()) {
            quoted(line.append(separator), field.getKey()).append(':');
            quoted(line, field.getValue());
            separator = ",";
        }
        line.append("},\"previous\":\"").append(hash).append('"');
        String own = sha256((line + "}").getBytes(StandardCharsets.UTF_8));
        line.append(",\"hash\":\"").append(own).append("\"}\n");
        return new Line(line.toString().getBytes(StandardCharsets.UTF_8), new Link(sequence + 1, own));
    }

    private static StringBuilder quoted(StringBuilder line, String text) {
        line.append('"');
        JSON.quoteAsString(text, line);
        return line.append('"');
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
