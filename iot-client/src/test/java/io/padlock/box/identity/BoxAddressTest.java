package io.padlock.box.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoxAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.25, 192-168-1-25.d73e7513.odoo-iot.com",
        "10.0.0.1, 10-0-0-1.d73e7513.odoo-iot.com",
        "255.255.255.255, 255-255-255-255.d73e7513.odoo-iot.com",
        "0.0.0.0, 0-0-0-0.d73e7513.odoo-iot.com"
    })
    void its_name_in_the_zone_has_hyphens_for_dots(String ip, String name) {
        assertThat(new BoxAddress(ip).nameIn("d73e7513.odoo-iot.com")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.168.1",
                "192.168.1.256",
                "192.168.1.25.7",
                "192.168.01.25",
                "192.168.1.025",
                "::1",
                "localhost",
                "192.168.1.25 ",
                "192.168.1.25\n",
                "192-168-1-25",
                "-1.0.0.1",
                "1.2.3.4/24",
                "١.2.3.4"
            })
    void what_is_no_ipv4_address_is_refused_by_its_settings_name(String ip) {
        assertThatThrownBy(() -> new BoxAddress(ip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padlock.box.address is \"" + ip + "\"; it must be an IPv4 address like 192.168.1.25.");
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, INTERNET",
        "10.0.0.0, SHOPS",
        "10.255.255.255, SHOPS",
        "11.0.0.0, INTERNET",
        "100.63.255.255, INTERNET",
        "100.64.0.0, PROVIDERS",
        "100.127.255.255, PROVIDERS",
        "100.128.0.0, INTERNET",
        "127.0.0.1, THIS_MACHINE",
        "169.253.255.255, INTERNET",
        "169.254.0.0, SELF_MADE",
        "169.254.255.255, SELF_MADE",
        "169.255.0.0, INTERNET",
        "172.15.255.255, INTERNET",
        "172.16.0.0, SHOPS",
        "172.31.255.255, SHOPS",
        "172.32.0.0, INTERNET",
        "192.167.255.255, INTERNET",
        "192.168.0.0, SHOPS",
        "192.169.0.0, INTERNET"
    })
    void whose_it_is_at_the_first_and_the_last_of_each_kind(String ip, BoxAddress.Kind kind) {
        assertThat(new BoxAddress(ip).kind()).isEqualTo(kind);
    }

    @Test
    void the_one_that_was_given_is_taken() {
        assertThat(BoxAddress.current(Optional.of("192.168.1.25")).ip()).isEqualTo("192.168.1.25");
    }

    @Test
    void where_none_was_given_the_machine_has_one() {
        assertThat(BoxAddress.current(Optional.empty()).ip()).matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
