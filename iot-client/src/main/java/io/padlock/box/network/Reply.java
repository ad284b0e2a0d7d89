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

    private static final String NINES = "999999999";
    private static final int LONGEST_NUMBER = NINES.length();

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
        String later = headers.get("Retry-After");
        if (later == null) {
            return Duration.ZERO;
        }
        if (later.matches("[0-9]+")) {
            return Duration.ofSeconds(Long.parseLong(later.length() > LONGEST_NUMBER ? NINES : later));
        }
        // By the server's own clock, of which the box's may be far.
        Optional<Instant> moment = moment(later);
        return moment.isPresent() && date().isPresent() && moment.get().isAfter(date().get())
                ? Duration.between(date().get(), moment.get())
                : Duration.ZERO;
    }

    /** The server's clock. */
    public Optional<Instant> date() {
        return moment(headers.get("Date"));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.ofNullable(text)
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
