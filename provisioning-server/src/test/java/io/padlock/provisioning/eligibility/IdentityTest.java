package io.padlock.provisioning.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    @Test
    void a_uuid_is_the_same_in_either_case() {
        assertThat(DatabaseUuid.parse("5F0C9D8E-1B7A-4D53-9A4E-2F6B8C1D0E11"))
                .isEqualTo(DatabaseUuid.parse("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "1-2-3-4-5", // Java's own parser takes this
                "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e1", // one digit short
                "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11 ",
                "{5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11}",
                "5f0c9d8e1b7a4d539a4e2f6b8c1d0e11",
                "５f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11" // a full-width digit
            })
    void what_is_not_a_uuid_is_refused_with_a_sentence(String text) {
        assertThatThrownBy(() -> DatabaseUuid.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The database's UUID is ");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "two words", "line\nbreak", "über", "\u0000"})
    void what_is_not_a_contract_code_is_refused_with_a_sentence(String text) {
        assertThatThrownBy(() -> EnterpriseCode.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The contract code ");
    }

    @Test
    void a_contract_code_has_64_characters_at_the_most() {
        EnterpriseCode.parse("x".repeat(64));

        assertThatThrownBy(() -> EnterpriseCode.parse("x".repeat(65))).hasMessageContaining("65 characters");
    }

    @Test
    void a_contract_code_is_not_told_by_its_text_nor_by_a_refusal() {
        assertThat(EnterpriseCode.parse("M21081412345678").toString()).doesNotContain("M2108");
        assertThatThrownBy(() -> EnterpriseCode.parse("M2108 1412345678")).hasMessageNotContaining("M2108");
    }

    @Test
    void a_contract_code_is_compared_by_its_hash_as_every_tool_makes_it() {
        assertThat(HexFormat.of()
                        .formatHex(EnterpriseCode.parse("M21081412345678").sha256()))
                .isEqualTo("44932b5e5e0ebea9104bbd875c8214dd014b57e383ab3e28e9338dd391cc3d96");
    }
}
