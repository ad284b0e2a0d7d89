package io.padlock.box.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.identity.ServerAddress.NotAnAddress;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverHttpsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://dns.google/dns-query 8.8.8.8|https://dns.google/dns-query||8.8.8.8",
                "https://dns.google/dns-query|https://dns.google/dns-query||",
                "https://dns.example.com/dns-query?key=a%20b&c|https://dns.example.com/dns-query|?key=a%20b&c|",
                "https://dns.example.com/dns-query{?dns}|https://dns.example.com/dns-query||",
                "https://dns.example.com/?a=1  2001:db8::1|https://dns.example.com/|?a=1|2001:db8::1"
            })
    void an_address_with_what_it_ends_with_and_what_is_behind_it(String text, String server, String query, String at)
            throws Exception {
        OverHttps parsed = OverHttps.parse(text);

        assertThat(parsed.server()).hasToString(server);
        assertThat(parsed.query()).isEqualTo(query == null ? "" : query);
        assertThat(parsed.at().map(InetAddress::getHostAddress).orElse(null))
                .isEqualTo(at == null ? null : InetAddress.getByName(at).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns.google",
                "http://dns.google/dns-query",
                "https://dns.google/dns-query dns.google",
                "https://dns.google/dns-query 8.8.8.8 8.8.4.4",
                "https://dns.google/dns-query 8.8.8.256",
                "https://dns.google/dns-query?a=\"",
                "https://dns.google/dns-query?a#b"
            })
    void what_is_none(String text) {
        assertThatThrownBy(() -> OverHttps.parse(text)).isInstanceOf(NotAnAddress.class);
    }
}
