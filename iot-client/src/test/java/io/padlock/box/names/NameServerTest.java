package io.padlock.box.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameServerTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.1, 192.168.1.1, 53",
        "192.168.1.1:5353, 192.168.1.1, 5353",
        "dns.example.com, dns.example.com, 53",
        "fe80::1%eth0, fe80::1%eth0, 53",
        "fe80::1%br-lan, fe80::1%br-lan, 53",
        "fe80::1%eth0.7, fe80::1%eth0.7, 53",
        "[fe80::1%br-lan]:5353, fe80::1%br-lan, 5353",
        "2001:db8::1, 2001:db8::1, 53",
        "[2001:db8::1]:5353, 2001:db8::1, 5353",
        "[127.0.0.1]:5353, 127.0.0.1, 5353"
    })
    void an_address_with_or_without_a_port(String text, String host, int port) {
        NameServer server = NameServer.parse(text);

        assertThat(server).isEqualTo(new NameServer(host, port));
        assertThat(NameServer.parse(server.toString())).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "192.168.1.1:0", "192.168.1.1:65536", "192.168.1.1:", "[::1", "a]:53"})
    void what_is_none(String text) {
        assertThatThrownBy(() -> NameServer.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_machines_own_are_three_at_most_and_none_where_there_is_no_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("resolv.conf"), """
                # nameserver 10.0.0.1
                search lan
                nameserver 192.168.1.1
                nameserver\t2001:db8::1  # the provider's
                nameserver 8.8.8.8
                nameserver 1.1.1.1
                """);

        assertThat(ResolverFile.in(file).stream().map(NameServer::toString))
                .containsExactly("192.168.1.1", "2001:db8::1", "8.8.8.8");
        assertThat(ResolverFile.in(folder.resolve("none"))).isEmpty();
    }
}
