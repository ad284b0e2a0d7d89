package io.padlock.testing.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Half of an exchange: what was sent one way. Names of headers are compared without regard to case. */
public record Message(Map<String, List<String>> headers, byte[] body) {

    public Message {
        Map<String, List<String>> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(headers);
        headers = known;
    }

    /** @return the first of that name, or null */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    /** @return without parameters, in lower case; null when it is not declared */
    public String mediaType() {
        String declared = header("Content-Type");
        return declared == null ? null : MediaTypes.bare(declared);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
