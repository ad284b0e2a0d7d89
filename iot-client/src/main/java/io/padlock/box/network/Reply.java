package io.padlock.box.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a server answered, whole. What in it can't be read is as if it were not there. */
public record Reply(int status, MultiMap headers, Buffer body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public boolean isProblem() {
        return String.valueOf(headers.get("Content-Type")).startsWith("application/problem+json");
    }

    public JsonNode json() {
        try {
            JsonNode read = JSON.readTree(body.getBytes());
            return read == null ? JSON.missingNode() : read;
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    /** Zero where the server did not say when to come back. */
    public Duration retryAfter() {
        String seconds = headers.get("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }

    /** The server's clock. */
    public Optional<Instant> date() {
        try {
            return Optional.ofNullable(headers.get("Date"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
