package io.padlock.box.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.identity.ConnectionToken.NotAToken;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTokenTest {

    private static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String CODE = "M230701-THE-CODE";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://db.example.com|A1b2|" + UUID + "|" + CODE,
                "  https://db.example.com|A1b2|" + UUID + "|" + CODE + "\n",
                "https://db.example.com?token=A1b2&db_uuid=" + UUID + "&enterprise_code=" + CODE,
                "https://db.example.com?enterprise_code=" + CODE + "&token=A1b2&db_name=shop&db_uuid=" + UUID,
                "https://db.example.com?token=%41%31b2&db_uuid=" + UUID + "&enterprise_code=" + CODE + "&new=1"
            })
    void both_forms_are_understood(String pasted) throws Exception {
        Connection connection = ConnectionToken.parse(pasted);

        assertThat(connection.database()).contains(URI.create("https://db.example.com"));
        assertThat(connection.token().orElseThrow().reveal()).isEqualTo("A1b2");
        assertThat(connection.uuid()).contains(UUID);
        assertThat(connection.enterpriseCode().orElseThrow().reveal()).isEqualTo(CODE);
        assertThat(connection.origin()).isEqualTo(Connection.Origin.ENTERED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; This is no connection token.",
                "hello world; This is no connection token.",
                "https://db.example.com; The database UUID is missing.",
                "https://db.example.com|A1b2|SECRET-CODE; 4 parts between bars, and this has 3.",
                "https://db.example.com|A1b2|SECRET|SECRET-CODE|; 4 parts between bars, and this has 5.",
                "shop|A1b2|" + UUID + "|SECRET-CODE; does not begin with the address of a database",
                "ftp://db.example.com?db_uuid=" + UUID
                        + "&enterprise_code=SECRET-CODE; does not begin with the address",
                "https://u:SECRET-CODE@db.example.com?db_uuid=" + UUID + "; does not begin with the address",
                "https://db.example.com?token=SECRET&db_uuid=" + UUID + "; The contract code is missing.",
                "https://db.example.com?db_uuid=SECRET&enterprise_code=SECRET; The database UUID is not one",
                "https://db.example.com?db_uuid=" + UUID + "&enterprise_code=SECRET%20CODE; a blank or a character",
                "https://db.example.com?db_uuid=" + UUID + "&enterprise_code=%SECRET; This is no connection token."
            })
    void what_is_none_is_told_without_a_word_of_it(String pasted, String why) {
        assertThatThrownBy(() -> ConnectionToken.parse(pasted))
                .isInstanceOf(NotAToken.class)
                .hasMessageContaining(why)
                .hasNoCause();
        assertThatThrownBy(() -> ConnectionToken.parse(pasted)).message().doesNotContain("SECRET");
    }

    @Test
    void one_without_an_end_is_none() {
        assertThatThrownBy(() -> ConnectionToken.parse("https://db.example.com?token=" + "a".repeat(10_000)))
                .isInstanceOf(NotAToken.class);
    }
}
