package io.padlock.box.homepage;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.status.Status.Explained;
import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {

    private static final Explained SAID =
            new Explained("NOT_A_PRODUCTION_DATABASE", "This database is a copy.", "Connect the box to the other one.");

    @Test
    void a_reader_of_english_is_told_the_servers_own_words() {
        assertThat(Reason.all(List.of(SAID), Words.in(Language.ENGLISH)))
                .containsExactly(new Reason("This database is a copy.", "Connect the box to the other one.", ""));
    }

    @Test
    void others_are_told_in_their_language_and_the_servers_words_stand_below() {
        assertThat(Reason.all(List.of(SAID), Words.in(Language.ITALIAN)))
                .containsExactly(new Reason(
                        "Questo non è il database di produzione.",
                        "Collegate il box al database di produzione.",
                        "This database is a copy."));
    }

    @Test
    void what_only_the_server_knows_is_told_as_it_said_it() {
        Explained unknown = new Explained("NEW_NEXT_YEAR", "Something.", "Do it.");

        assertThat(Reason.all(List.of(unknown), Words.in(Language.VIETNAMESE)))
                .containsExactly(new Reason("Something.", "Do it.", ""));
    }
}
