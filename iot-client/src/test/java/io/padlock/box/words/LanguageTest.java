package io.padlock.box.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-BE,fr;q=0.9,en;q=0.8 | FRENCH",
                "de-DE,de;q=0.9,it;q=0.5,en;q=0.7 | ENGLISH",
                "pt-BR | PORTUGUESE",
                "VI | VIETNAMESE",
                "en;q=0.1,es;q=0.2 | SPANISH",
                "es;q=0,it | ITALIAN",
                "nl | ENGLISH",
                "* | ENGLISH",
                ";;;,,, | ENGLISH",
                "fr;q=rubbish,it;q=0.1 | ITALIAN"
            })
    void the_one_that_is_most_welcome_counts(String header, Language language) {
        assertThat(Language.wantedBy(header)).isEqualTo(language);
    }

    @Test
    void who_says_nothing_or_too_much_gets_english() {
        assertThat(Language.wantedBy(null)).isEqualTo(Language.ENGLISH);
        assertThat(Language.wantedBy("fr,".repeat(10_000))).isEqualTo(Language.ENGLISH);
    }

    @Test
    void each_is_called_as_its_readers_call_it() {
        assertThat(Language.FRENCH.ownName()).isEqualTo("Français");
        assertThat(Language.VIETNAMESE.ownName()).isEqualTo("Tiếng Việt");
    }
}
