package io.padlock.box.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:-[a-z]+)*(?:\\.[a-z-]+)?)\"");
    private static final Pattern SAID =
            Pattern.compile("(?:Phrase\\.of|because|unreadable|say)\\((?:e, )?\"([a-z.-]+)\"");
    private static final Pattern STEP = Pattern.compile("steps\\.get\\('([a-z]+)'\\)");
    private static final Pattern ON_THE_PAGE = Pattern.compile("t\\.get\\('([a-z-]+)'\\)");

    @ParameterizedTest
    @EnumSource
    void every_language_says_the_same_things_with_the_same_places(Language language) {
        Words english = Words.in(Language.ENGLISH);
        Words words = Words.in(language);

        assertThat(words.keys()).containsExactlyInAnyOrderElementsOf(english.keys());
        for (String key : english.keys()) {
            assertThat(places(words, key)).as(key).isEqualTo(places(english, key));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void hardly_a_sentence_was_left_in_english(Language language) {
        Words english = Words.in(Language.ENGLISH);
        Words words = Words.in(language);

        assertThat(english.keys().stream().filter(key -> words.sentence(key).equals(english.sentence(key))))
                .containsExactlyInAnyOrder("verbatim");
    }

    @Test
    void nothing_is_said_without_words_and_no_words_are_left_over() throws IOException {
        Set<String> keys = Words.in(Language.ENGLISH).keys();
        Set<String> said = new TreeSet<>(all(KEY, sources("src/main/java")));
        all(ON_THE_PAGE, sources("src/main/resources/templates")).forEach(key -> said.add("page." + key));
        all(STEP, sources("src/main/resources/templates")).forEach(key -> said.add("step." + key));

        assertThat(keys).as("words that nobody says").allMatch(said::contains);
        assertThat(all(SAID, sources("src/main/java"))).as("said without words").isSubsetOf(keys);
    }

    @Test
    void what_stands_in_a_place_is_put_there_as_it_is() {
        Words english = Words.in(Language.ENGLISH);

        assertThat(english.say("verbatim", "50 $1 {0} \\")).isEqualTo("50 $1 {0} \\");
        assertThat(english.say("expired.cause", Instant.parse("2027-02-19T08:00:00Z"), Phrase.of("ok.cause")))
                .startsWith("The certificate ended on 19 February 2027, 08:00 UTC. The box has");
        assertThat(english.say("no-credential.cause", List.of(Phrase.of("database-uuid"), Phrase.of("contract-code"))))
                .endsWith("database UUID and contract code.");
        assertThat(Words.in(Language.FRENCH).say("expired.cause", Instant.parse("2027-02-19T08:00:00Z"), "X"))
                .isEqualTo("Le certificat a expiré le 19 février 2027, 08:00 UTC. X");
    }

    private static List<String> places(Words words, String key) {
        return Pattern.compile("\\{[0-9]}")
                .matcher(words.sentence(key))
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).map(WordsTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
