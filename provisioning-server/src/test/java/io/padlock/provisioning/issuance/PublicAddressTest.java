package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "https://iot.example.com",
                "https://[fd00::1]:8443",
                "https://a.b/padlock"
            })
    void an_address_by_which_a_box_reaches_the_server_is_taken(String url) {
        assertThat(new PublicAddress(url).revocationListOf("0123456789abcdef"))
                .isEqualTo(url + "/v1/authority/issuers/0123456789abcdef.crl");
    }

    @ParameterizedTest
    @CsvSource({
        "https://iot.example.com/, ends with a slash",
        "iot.example.com, does not begin with http",
        "ftp://iot.example.com, does not begin with http",
        "https://, ends with a slash",
        "https:iot.example.com, names no host",
        "https://me:secret@iot.example.com, has more than",
        "https://iot.example.com?a=b, has more than",
        "https://iot.example.com#a, has more than",
        "https://iot.exämple.com, names no host",
        "https://iot example.com, is no address"
    })
    void anything_else_is_refused_with_its_fault(String url, String fault) {
        assertThatThrownBy(() -> new PublicAddress(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("padlock.public-address");
    }

    @Test
    void an_address_that_makes_certificates_large_is_refused() {
        assertThat(new PublicAddress("https://" + "a".repeat(92))).isNotNull();
        assertThatThrownBy(() -> new PublicAddress("https://" + "a".repeat(93)))
                .hasMessageContaining("longer than 100 characters");
    }
}
