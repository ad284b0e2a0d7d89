package io.padlock.provisioning.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final String PROXY = "127.0.0.1";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; 203.0.113.7;                           203.0.113.7",
                "1; 127.0.0.1, 203.0.113.7;                203.0.113.7",
                "1; 198.51.100.1,203.0.113.7;              203.0.113.7",
                "1; 203.0.113.7:4711;                      203.0.113.7",
                "1; 2001:db8::7;                           2001:db8::7",
                "1; [2001:db8::7]:4711;                    2001:db8::7",
                "1; [2001:db8::7];                         2001:db8::7",
                "2; 203.0.113.7, 10.0.0.1;                 203.0.113.7",
                "2; 127.0.0.1, ::1, 203.0.113.7, 10.0.0.1; 203.0.113.7",
                "3; 203.0.113.7, 10.0.0.1, 10.0.0.2;       203.0.113.7",
            })
    void the_sender_is_whom_the_first_of_our_proxies_was_asked_by(int proxies, String header, String sender) {
        assertThat(behind(proxies).sender(PROXY, List.of(header)))
                .isEqualTo(new Sender(Address.of(sender), sender, false));
    }

    @Test
    void several_lines_of_the_header_are_one_list() {
        assertThat(behind(2)
                        .sender(PROXY, List.of("127.0.0.1, 203.0.113.7", "10.0.0.1"))
                        .text())
                .isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2; 127.0.0.1",
                "3; 127.0.0.1, 203.0.113.7",
                "1; ''",
                "1; ','",
                "1; '127.0.0.1,'",
                "2; ',203.0.113.7'",
                "1; unknown",
                "1; localhost",
                "1; 127.0.0.1, _hidden",
                "1; 127.0.0.1 127.0.0.1",
                "1; '['",
                "1; ':'",
            })
    void what_our_proxies_can_not_have_written_is_counted_where_the_connection_comes_from_and_never_exempt(
            int proxies, String header) {
        assertThat(behind(proxies).sender(PROXY, List.of(header)))
                .isEqualTo(new Sender(Address.of(PROXY), PROXY, false));
    }

    @Test
    void who_came_past_the_proxies_is_who_the_connection_comes_from() {
        assertThat(behind(1).sender(PROXY, List.of()).isExempt()).isTrue();
        assertThat(behind(1).sender("203.0.113.7", List.of()).text()).isEqualTo("203.0.113.7");
    }

    @Test
    void whom_our_proxies_name_is_exempt_as_if_the_connection_came_from_there() {
        assertThat(behind(1).sender("10.0.0.1", List.of("127.0.0.1")).isExempt())
                .isTrue();
    }

    @Test
    void with_no_proxy_the_header_says_nothing() {
        assertThat(behind(0).sender("203.0.113.7", List.of("127.0.0.1")))
                .isEqualTo(new Sender(Address.of("203.0.113.7"), "203.0.113.7", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void a_number_of_proxies_that_can_not_be_is_refused_by_a_sentence_that_names_the_setting(int number) {
        assertThatThrownBy(() -> behind(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padlock.budget.address.proxies is " + number
                        + "; it must be from 0 to 100, 0 for no proxy before the server.");
    }

    private static AddressBudget behind(int proxies) {
        return new AddressBudget(1, 1, proxies, List.of("127.0.0.0/8", "::1"));
    }
}
