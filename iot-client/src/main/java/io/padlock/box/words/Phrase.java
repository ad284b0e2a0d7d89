package io.padlock.box.words;

import java.util.List;

/**
 * Something to say to a person: which sentence, and what stands in its places. In what language is decided where it is shown.
 *
 * @param key of the sentence in {@code words/*.properties}
 * @param arguments for its places: texts, numbers, moments, other phrases, or lists of phrases
 */
public record Phrase(String key, List<Object> arguments) {

    public Phrase {
        arguments = List.copyOf(arguments);
    }

    public static Phrase of(String key, Object... arguments) {
        return new Phrase(key, List.of(arguments));
    }

    /** What somebody else wrote, a server for instance: the same in all languages. */
    public static Phrase verbatim(String text) {
        return of("verbatim", text);
    }

    /** For logs, which are in English. */
    @Override
    public String toString() {
        return Words.in(Language.ENGLISH).say(this);
    }
}
