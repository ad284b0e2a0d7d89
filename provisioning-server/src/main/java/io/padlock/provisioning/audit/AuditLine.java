package io.padlock.provisioning.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line as it was found, read with no trust in it. */
record AuditLine(long sequence, String time, String previous, Link link) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HASH = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}");
    private static final int LENGTH_OF_HASH = ",\"hash\":\"\"}".length() + 64;

    /**
     * @param line without its newline
     * @return nothing when this is no line of an audit, or when its hash is not that of its content
     */
    static Optional<AuditLine> read(byte[] line) {
        int end = line.length - LENGTH_OF_HASH;
        if (end < 1) {
            return Optional.empty();
        }
        Matcher hash = HASH.matcher(new String(line, end, LENGTH_OF_HASH, StandardCharsets.ISO_8859_1));
        byte[] content = Arrays.copyOf(line, end + 1);
        content[end] = '}';
        if (!hash.matches() || !hash.group(1).equals(Link.sha256(content))) {
            return Optional.empty();
        }
        try {
            JsonNode read = JSON.readTree(content);
            long sequence = read.path("seq").asLong();
            return Optional.of(new AuditLine(
                    sequence,
                    read.path("time").asText(),
                    read.path("previous").asText(),
                    new Link(sequence, hash.group(1))));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
