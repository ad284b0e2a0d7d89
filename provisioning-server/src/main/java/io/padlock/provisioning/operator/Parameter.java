package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands behind the question mark of an address. Absent is null. */
final class Parameter {

    private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("[0-9]{4}-");
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private Parameter() {}

    static <E extends Enum<E>> E oneOf(String name, Class<E> type, String sent) {
        if (sent == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(sent))
                .findFirst()
                .orElseThrow(() -> refused(name + " is one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))
                        + "."));
    }

    /**
     * @param rule what the parameter is, to be read after its name; what was sent is not repeated, it may be anything
     * @param parser fails with an IllegalArgumentException or a DateTimeException
     */
    static <T> T parse(String name, String sent, String rule, Function<String, T> parser) {
        if (sent == null) {
            return null;
        }
        try {
            return parser.apply(sent);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(name + " is " + rule + ".");
        }
    }

    static Instant moment(String name, String sent) {
        return parse(name, sent, "a date and time of RFC 3339, like 2027-01-01T00:00:00Z", Parameter::rfc3339);
    }

    /** Years have four digits; Java's parser knows longer ones, which PostgreSQL can't compare with. */
    private static Instant rfc3339(String text) {
        if (!FOUR_DIGIT_YEAR.matcher(text).lookingAt()) {
            throw new IllegalArgumentException("It begins with something else than a year.");
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    static Boolean trueOrFalse(String name, String sent) {
        if (sent == null || "true".equals(sent) || "false".equals(sent)) {
            return sent == null ? null : Boolean.valueOf(sent);
        }
        throw refused(name + " is true or false.");
    }

    static int limit(String sent) {
        if (sent == null) {
            return USUAL;
        }
        if (!sent.matches("[0-9]{1,4}") || Integer.parseInt(sent) < 1 || Integer.parseInt(sent) > MOST) {
            throw refused("limit is a whole number from 1 to " + MOST + ".");
        }
        return Integer.parseInt(sent);
    }

    static Refused refused(String rule) {
        return new Refused(new Unusable(
                400,
                "A parameter can't be used",
                new Reason("INVALID_PARAMETER", rule, "Correct it and send the request again.")));
    }
}
