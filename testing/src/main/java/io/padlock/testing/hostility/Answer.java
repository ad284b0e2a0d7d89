package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/** @param interim whether a 100 (Continue) went before it */
public record Answer(int status, List<Header> headers, byte[] body, boolean interim) {

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** What the HTTP layer says when it does not let a request in: a status, and nothing else. */
    boolean isBare() {
        return body.length == 0 && header("Padlock-Reference").isEmpty();
    }

    public String text() {
        return new String(body, UTF_8);
    }

    @Override
    public String toString() {
        String text = text().replaceAll("[^ -~]", ".");
        return status + " " + headers + " " + text.substring(0, Math.min(text.length(), 400));
    }
}
