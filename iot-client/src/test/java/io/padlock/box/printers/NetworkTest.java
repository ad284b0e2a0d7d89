package io.padlock.box.printers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.printers.Refused.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.254",
                "192.168.1.25",
                "169.254.3.4",
                " 192.168.1.25 ",
                "https://192.168.1.25/",
                "http://192.168.1.25"
            })
    void an_address_of_a_shops_network_is_taken_as_people_copy_it(String text) throws Exception {
        assertThat(PrinterAddress.parse(text, List.of()).ip()).matches("[0-9.]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.0",
                "192.169.0.1",
                "11.0.0.1",
                "127.0.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "100.64.0.1"
            })
    void an_address_of_no_shop_is_refused(String text) {
        assertThatThrownBy(() -> PrinterAddress.parse(text, List.of()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.PUBLIC_ADDRESS))
                .hasMessageContaining(text + " is no address of a shop's own network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "printer",
                "192.168.1",
                "192.168.1.256",
                "192.168.01.5",
                "192.168.1.25:443",
                "::1",
                "0x7f.1",
                "192.168.1.25@8.8.8.8",
                "192.168.1.25/../x",
                "3232235801",
                "192.168.1.25\n8.8.8.8"
            })
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> PrinterAddress.parse(text, List.of()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.NOT_UNDERSTOOD))
                .hasMessageContaining("is no address of a printer");
    }

    @Test
    void a_setting_adds_networks_and_a_misspelt_one_is_named() throws Exception {
        assertThat(PrinterAddress.parse("127.0.0.7", List.of(Network.parse("127.0.0.0/8"))))
                .hasToString("127.0.0.7");

        assertThatThrownBy(() -> Network.parse("127.0.0.0")).hasMessageContaining("\"127.0.0.0\" is no network");
        assertThatThrownBy(() -> Network.parse("127.0.0.0/33")).hasMessageContaining("no network");
        assertThatThrownBy(() -> Network.parse("localhost/8")).hasMessageContaining("no network");
    }

    @Test
    void a_network_has_its_devices_without_its_first_and_last_address() {
        assertThat(Network.parse("192.168.1.77/30").devices()).containsExactly("192.168.1.77", "192.168.1.78");
        assertThat(Network.parse("192.168.1.0/24").devices())
                .hasSize(254)
                .startsWith("192.168.1.1")
                .endsWith("192.168.1.254");
        assertThat(Network.parse("192.168.1.7/32").devices()).containsExactly("192.168.1.7");
        assertThat(Network.parse("255.255.255.252/31").devices()).containsExactly("255.255.255.252", "255.255.255.253");
    }

    @Test
    void of_a_large_network_only_what_is_near_the_box_is_its_neighbourhood() {
        assertThat(Neighbourhood.of("127.0.0.1")).hasToString("127.0.0.0/24");
        assertThat(Neighbourhood.of("192.168.77.5")).hasToString("192.168.77.0/24");
    }

    @Test
    void printers_are_in_the_order_of_their_numbers() {
        assertThat(List.of("192.168.1.3", "192.168.1.20", "192.168.1.100", "192.168.2.1").stream()
                        .map(PrinterAddress::kept)
                        .toList())
                .isSorted();
    }
}
