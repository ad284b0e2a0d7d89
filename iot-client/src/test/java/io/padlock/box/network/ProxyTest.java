package io.padlock.box.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.identity.ServerAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

    private static final Optional<String> PROXY = Optional.of("http://proxy.shop.example:3128");

    @Test
    void it_is_the_way_to_every_server_but_this_machine() throws Exception {
        Proxy proxy = Proxy.of(PROXY, Optional.empty());

        assertThat(proxy.towards(server("https://padlock.example.com"))).hasValueSatisfying(way -> {
            assertThat(way.getHost()).isEqualTo("proxy.shop.example");
            assertThat(way.getPort()).isEqualTo(3128);
        });
        assertThat(proxy.towards(server("http://localhost:8080"))).isEmpty();
        assertThat(proxy.towards(server("https://127.0.0.1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "padlock.example.com; false",
                "example.com; false",
                ".example.com; false",
                "other.com, Example.COM ; false",
                "*; false",
                "ample.com; true",
                "padlock; true",
                "''; true"
            })
    void exceptions_are_hosts_and_domains(String exceptions, boolean goesByProxy) throws Exception {
        Proxy proxy = Proxy.of(PROXY, Optional.of(exceptions));

        assertThat(proxy.towards(server("https://padlock.example.com")).isPresent())
                .isEqualTo(goesByProxy);
    }

    @Test
    void user_and_password_may_stand_in_its_address() throws Exception {
        assertThat(Proxy.of(Optional.of("http://box:s3cret@proxy:8080"), Optional.empty())
                        .towards(server("https://padlock.example.com")))
                .hasValueSatisfying(way -> {
                    assertThat(way.getUsername()).isEqualTo("box");
                    assertThat(way.getPassword()).isEqualTo("s3cret");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://u:s3cret@proxy",
                "http://u:s3cret@",
                "http:// s3cret",
                "https://s3cret",
                "http://u:s3cret@proxy:99999",
                "http://u:s3cret@proxy:0"
            })
    void an_address_that_is_none_is_refused_and_not_repeated(String address) {
        assertThatThrownBy(() -> Proxy.of(Optional.of(address), Optional.empty()))
                .hasMessageContaining("must have the form")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void blanks_are_no_proxy() throws Exception {
        assertThat(Proxy.of(Optional.of(" "), Optional.empty()).towards(server("https://padlock.example.com")))
                .isEmpty();
    }

    private static ServerAddress server(String address) throws Exception {
        return ServerAddress.parse(address);
    }
}
