package io.padlock.provisioning.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Behind which row a list goes on: what its order is made of, so that PostgreSQL finds the place by an index and does not
 * count rows. Rows that are added meanwhile move nothing.
 *
 * @param kind of which list, or of which part of one
 * @param at the row's moment in that order
 * @param tie what decides between rows of one moment: all of one kind are as long, so texts compare as what they mean
 */
public record Place(Kind kind, Instant at, String tie) {

    /** The order of the parts within one moment. */
    enum Kind {
        DECIDED("d"),
        ISSUED("i"),
        ENDING("e");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    private static final Pattern TEXT = Pattern.compile("([die]):(-?[0-9]{1,18}):([0-9a-f]{1,32})");

    static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::at)
            .reversed()
            .thenComparing(Place::kind)
            .thenComparing(Place::tie, Comparator.reverseOrder());

    /** For whoever asks for the next page; nothing in it is theirs to read. */
    public String opaque() {
        String text = kind.letter + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, at) + ":" + tie;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException when it is none of ours */
    public static Place parse(String opaque) {
        String text = new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII);
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no place in a list.");
        }
        return new Place(
                kind(parts.group(1)),
                Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS),
                parts.group(3));
    }

    private static Kind kind(String letter) {
        for (Kind kind : Kind.values()) {
            if (kind.letter.equals(letter)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("This is no place in a list.");
    }
}
