package io.padlock.box.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://padlock.example.com",
                "https://padlock.example.com/",
                "https://padlock.example.com:8443",
                "https://192.168.1.10",
                "https://localhost:8443/padlock"
            })
    void https_is_taken(String text) throws Exception {
        assertThat(ServerAddress.parse(text).secure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1:8080",
                "http://127.0.0.1",
                "http://127.1.2.3:1",
                "http://[::1]:8080",
                "http://[0:0:0:0:0:0:0:1]"
            })
    void http_is_taken_for_this_machine_itself(String text) throws Exception {
        assertThat(ServerAddress.parse(text).secure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://padlock.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://LOCALHOST.evil",
                "http://0.0.0.0:8080",
                "http://192.168.1.10:8080",
                "http://128.0.0.1",
                "http://[::2]",
                "http://[::ffff:192.168.1.10]",
                "//padlock.example.com",
                "ftp://127.0.0.1",
                "httpss://padlock.example.com"
            })
    void what_would_carry_the_contract_code_in_the_open_is_refused_with_the_reason(String text) throws Exception {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(ServerAddress.NotAnAddress.class)
                .hasMessage("The server's address \"" + text + "\" must begin with https://, because the contract code"
                        + " travels there; http:// is taken for this machine itself only.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "padlock.example.com",
                "https:///path",
                "https://padlock.example.com?a=b",
                "https://padlock.example.com#part",
                "https://pad_lock.example.com",
                "https://999.999.999.999",
                "localhost:8080"
            })
    void what_has_another_form_is_refused_with_the_form(String text) throws Exception {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(ServerAddress.NotAnAddress.class)
                .hasMessage("The server's address \"" + text + "\" must have the form https://padlock.example.com.");
    }

    @Test
    void a_password_in_it_is_refused_and_not_repeated() throws Exception {
        assertThatThrownBy(() -> ServerAddress.parse("https://user:word@padlock.example.com"))
                .hasMessage("The server's address \"https://…@padlock.example.com\" must have the form"
                        + " https://padlock.example.com.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https:", "https://", "https://pad lock.example.com", "https://[::1", "https://a:b", "h ttps://a"
            })
    void what_is_no_address_is_refused(String text) throws Exception {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(ServerAddress.NotAnAddress.class)
                .hasMessageStartingWith("The server's address \"" + text + "\" ")
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example:0", "https://a.example:65536", "https://a.example:99999"})
    void a_port_that_does_not_exist_is_refused(String text) throws Exception {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(ServerAddress.NotAnAddress.class)
                .hasMessageStartingWith("The server's address \"" + text + "\" ")
                .hasMessageContaining("65535");
    }

    @ParameterizedTest
    @CsvSource({
        "https://padlock.example.com, 443",
        "https://padlock.example.com:443, 443",
        "https://padlock.example.com:8443, 8443",
        "https://padlock.example.com:65535, 65535",
        "http://localhost, 80",
        "http://127.0.0.1:8080, 8080"
    })
    void the_port_is_the_one_given_or_the_schemes_own(String text, int port) throws Exception {
        assertThat(ServerAddress.parse(text).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "https://padlock.example.com, /v1/certificates",
        "https://padlock.example.com/, /v1/certificates",
        "https://padlock.example.com/padlock, /padlock/v1/certificates",
        "https://padlock.example.com/padlock/, /padlock/v1/certificates",
        "https://padlock.example.com/a%20b, /a%20b/v1/certificates"
    })
    void documents_are_found_below_the_servers_own_path(String text, String path) throws Exception {
        assertThat(ServerAddress.parse(text).path("/v1/certificates")).isEqualTo(path);
    }

    @Test
    void blanks_around_it_do_not_matter() throws Exception {
        assertThat(ServerAddress.parse(" https://padlock.example.com\n").toString())
                .isEqualTo("https://padlock.example.com");
    }
}
