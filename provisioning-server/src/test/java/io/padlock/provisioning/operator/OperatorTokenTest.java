package io.padlock.provisioning.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTest {

    @TempDir
    Path data;

    @Test
    void is_made_at_the_first_start_for_its_owner_only_and_kept() throws Exception {
        Path file = data.resolve("operator-token");

        OperatorToken.keptIn(file);
        String made = Files.readString(file).strip();
        OperatorToken again = OperatorToken.keptIn(file);

        assertThat(made).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(again.is(made)).isTrue();
        assertThat(again.is(made + "x")).isFalse();
        assertThat(again.toString()).doesNotContain(made);
    }

    @Test
    void is_the_same_with_a_line_end_behind_it_as_files_have_one() {
        assertThat(OperatorToken.of("sixteen letters!\n").is("sixteen letters!"))
                .isTrue();
    }

    @Test
    void is_refused_when_it_could_be_guessed() {
        assertThatThrownBy(() -> OperatorToken.of("fifteen letters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15 characters")
                .hasMessageNotContaining("fifteen");
    }
}
