package io.padlock.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JSON answer says at a path like {@code reasons[0].code}; of a list, what each of its items says. REST Assured's own
 * {@code path} is the same to read, but compiles a program for each, some ten milliseconds a time: too much for tests that
 * ask thousands of times.
 */
public final class Said {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("(?<name>[^.\\[]+)|\\[(?<index>\\d+)\\]");

    private Said() {}

    /** @return null where nothing is */
    @SuppressWarnings("unchecked")
    public static <T> T at(Response answer, String path) {
        Object here = whole(answer);
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            here = step.group("name") != null
                    ? named(here, step.group("name"))
                    : ((List<?>) here).get(Integer.parseInt(step.group("index")));
        }
        return (T) here;
    }

    private static Object whole(Response answer) {
        try {
            return JSON.readValue(answer.asString(), Object.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + answer.asString(), e);
        }
    }

    private static Object named(Object here, String name) {
        if (here instanceof List<?> items) {
            return items.stream().map(item -> named(item, name)).toList();
        }
        return here instanceof Map<?, ?> fields ? fields.get(name) : null;
    }
}
