package io.padlock.box.words;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Those of the people who stand before boxes. */
public enum Language {
    ENGLISH("en"),
    FRENCH("fr"),
    SPANISH("es"),
    ITALIAN("it"),
    PORTUGUESE("pt"),
    VIETNAMESE("vi");

    /** A browser sends some hundred characters; whoever sends more gets English. */
    private static final int LONGEST = 1_000;

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    public String tag() {
        return tag;
    }

    /** As its readers call it. */
    public String ownName() {
        String name = locale().getDisplayLanguage(locale());
        return name.substring(0, 1).toUpperCase(locale()) + name.substring(1);
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    public static Optional<Language> tagged(String tag) {
        String first = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(first))
                .findFirst();
    }

    /** @param header {@code Accept-Language} (RFC 9110, section 12.5.4), or null */
    public static Language wantedBy(String header) {
        if (header == null || header.length() > LONGEST) {
            return ENGLISH;
        }
        // The sort is stable: of two that are as welcome the first counts.
        return Arrays.stream(header.split(","))
                .map(Wanted::of)
                .filter(wanted -> wanted.quality > 0)
                .sorted(Comparator.comparingDouble((Wanted wanted) -> wanted.quality)
                        .reversed())
                .flatMap(wanted -> tagged(wanted.range).stream())
                .findFirst()
                .orElse(ENGLISH);
    }

    private record Wanted(String range, double quality) {

        static Wanted of(String part) {
            String[] words = part.strip().split("\\s*;\\s*", -1);
            double quality = 1;
            for (int i = 1; i < words.length; i++) {
                if (words[i].startsWith("q=")) {
                    quality = number(words[i].substring(2));
                }
            }
            return new Wanted(words[0], quality);
        }

        private static double number(String text) {
            return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
        }
    }
}
