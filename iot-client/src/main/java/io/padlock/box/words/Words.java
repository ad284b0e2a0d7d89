package io.padlock.box.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All sentences of one language. */
public final class Words {

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
    private static final Map<Language, Words> ALL = new ConcurrentHashMap<>();

    private final Language language;
    private final Properties sentences = new Properties();
    private final DateTimeFormatter moments;

    private Words(Language language) {
        this.language = language;
        this.moments = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", language.locale());
        String file = "/words/" + language.tag() + ".properties";
        try (var in = new InputStreamReader(Words.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            sentences.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public static Words in(Language language) {
        return ALL.computeIfAbsent(language, Words::new);
    }

    public Language language() {
        return language;
    }

    String sentence(String key) {
        return sentences.getProperty(key);
    }

    Set<String> keys() {
        return sentences.stringPropertyNames();
    }

    /** All sentences whose keys begin so, by the rest of their keys: what a page is made of. */
    public Map<String, String> beginningWith(String prefix) {
        return keys().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toMap(key -> key.substring(prefix.length()), sentences::getProperty));
    }

    public String say(Instant moment) {
        return moments.format(moment.atOffset(ZoneOffset.UTC));
    }

    public String say(String key, Object... arguments) {
        return say(Phrase.of(key, arguments));
    }

    /** @throws IllegalArgumentException when there is no such sentence: a test holds that there is, in all languages */
    public String say(Phrase phrase) {
        String sentence = sentences.getProperty(phrase.key());
        if (sentence == null) {
            throw new IllegalArgumentException("No words for " + phrase.key() + " in " + language);
        }
        return PLACE.matcher(sentence).replaceAll(place -> Matcher.quoteReplacement(argument(phrase, place)));
    }

    private String argument(Phrase phrase, MatchResult place) {
        return say(phrase.arguments().get(Integer.parseInt(place.group(1))));
    }

    private String say(Object argument) {
        if (argument instanceof Phrase phrase) {
            return say(phrase);
        }
        if (argument instanceof Instant moment) {
            return say(moment);
        }
        if (argument instanceof List<?> several) {
            return listed(several.stream().map(this::say).toList());
        }
        return String.valueOf(argument);
    }

    /** {@code a, b and c} */
    private String listed(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : items.subList(0, last).stream().collect(Collectors.joining(", ")) + " " + sentences.getProperty("and")
                        + " " + items.get(last);
    }
}
