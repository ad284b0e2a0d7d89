package io.padlock.provisioning.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three budgets with the default settings, as fleets meet them. */
class BudgetTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final DatabaseUuid SHOP = new DatabaseUuid(UUID.randomUUID());
    private static final DatabaseUuid NEIGHBOUR = new DatabaseUuid(UUID.randomUUID());
    private static final Address HERE = Address.of("203.0.113.7");
    private static final Address ELSEWHERE = Address.of("203.0.113.8");

    private final DatabaseBudget databases = new DatabaseBudget(20, 6);
    private final AddressBudget addresses = new AddressBudget(6000, 36_000, 0, List.of("127.0.0.0/8", "::1"));
    private final WrongCodeBudget wrongCodes = new WrongCodeBudget(20, 60);

    @Test
    void somebody_who_installs_one_box_all_afternoon_is_never_refused() {
        for (int again = 0; again < 40; again++) {
            assertThat(databases.take(SHOP, 1, NOON.plus(Duration.ofMinutes(6L * again))))
                    .isEmpty();
        }
    }

    @Test
    void a_box_that_can_not_keep_its_certificate_and_asks_every_ten_seconds_is_refused_within_four_minutes() {
        int second = 0;
        while (databases.take(SHOP, 1, NOON.plusSeconds(second)).isEmpty()) {
            second += 10;
        }

        assertThat(second).isBetween(180, 240);
    }

    @Test
    void every_box_of_a_subscription_adds_its_share() {
        for (int box = 0; box < 50 * 20; box++) {
            assertThat(databases.take(SHOP, 50, NOON)).isEmpty();
        }

        assertThat(databases.take(SHOP, 50, NOON)).contains(Duration.ofSeconds(12));
        assertThat(databases.take(NEIGHBOUR, 50, NOON)).isEmpty();
    }

    @Test
    void a_subscription_that_grows_gives_room_and_one_that_shrinks_takes_it() {
        for (int i = 0; i < 20; i++) {
            databases.take(SHOP, 1, NOON);
        }

        assertThat(databases.take(SHOP, 1, NOON)).contains(Duration.ofMinutes(10));
        assertThat(databases.take(SHOP, 100, NOON)).contains(Duration.ofSeconds(6));
        assertThat(databases.take(SHOP, 0, NOON)).contains(Duration.ofMinutes(10));
    }

    @Test
    void zero_is_no_limit() {
        DatabaseBudget none = new DatabaseBudget(0, 6);
        AddressBudget free = new AddressBudget(0, 1, 0, List.of());
        WrongCodeBudget trusting = new WrongCodeBudget(0, 60);
        for (int i = 0; i < 100_000; i++) {
            trusting.wasWrong(HERE, SHOP, NOON);
            assertThat(none.take(SHOP, 1, NOON)).isEmpty();
            assertThat(take(free, "203.0.113.7", NOON)).isEmpty();
        }
        assertThat(trusting.mayAsk(HERE, SHOP, NOON)).isEmpty();
    }

    @Test
    void five_thousand_boxes_behind_one_address_may_all_ask_at_once_after_a_power_cut() {
        for (int box = 0; box < 6000; box++) {
            assertThat(take(addresses, "203.0.113.7", NOON)).isEmpty();
        }

        assertThat(take(addresses, "203.0.113.7", NOON)).contains(Duration.ofMillis(100));
        assertThat(take(addresses, "203.0.113.8", NOON)).isEmpty();
    }

    @Test
    void a_hundred_boxes_that_ask_every_ten_seconds_for_a_day_are_never_refused() {
        for (int tenth = 0; tenth < 24 * 3600; tenth++) {
            assertThat(take(addresses, "203.0.113.7", NOON.plusSeconds(tenth))).isEmpty();
        }
    }

    @Test
    void hosts_of_one_ipv6_network_share_its_budget_and_the_next_network_has_its_own() {
        AddressBudget one = new AddressBudget(1, 1, 0, List.of());

        assertThat(take(one, "2001:db8:1:2::1", NOON)).isEmpty();
        assertThat(take(one, "2001:db8:1:2:ffff::9", NOON)).contains(Duration.ofHours(1));
        assertThat(take(one, "2001:db8:1:3::1", NOON)).isEmpty();
    }

    @Test
    void an_ipv4_address_is_the_same_however_the_socket_writes_it() {
        AddressBudget one = new AddressBudget(1, 1, 0, List.of());

        assertThat(take(one, "192.0.2.1", NOON)).isEmpty();
        assertThat(take(one, "::ffff:192.0.2.1", NOON)).isPresent();
        assertThat(take(one, "192.0.2.2", NOON)).isEmpty();
    }

    @Test
    void whoever_has_no_address_shares_one_budget_and_no_name_is_ever_looked_up() {
        AddressBudget one = new AddressBudget(1, 1, 0, List.of());

        assertThat(take(one, null, NOON)).isEmpty();
        assertThat(take(one, "unknown", NOON)).isPresent();
        assertThat(take(one, "_hidden", NOON)).isPresent();
        assertThat(take(one, "1.2.3", NOON)).isPresent();
        assertThat(take(one, "a.name.invalid", NOON)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8,     127.3.2.1,            true",
        "127.0.0.0/8,     128.0.0.1,            false",
        "127.0.0.0/8,     126.255.255.255,      false",
        "127.0.0.0/8,     ::ffff:127.0.0.1,     true",
        "::1,             ::1,                  true",
        "::1,             ::2,                  false",
        "192.0.2.7,       192.0.2.7,            true",
        "192.0.2.7,       192.0.2.6,            false",
        "192.0.2.128/25,  192.0.2.128,          true",
        "192.0.2.128/25,  192.0.2.127,          false",
        "0.0.0.0/0,       198.51.100.1,         true",
        "0.0.0.0/0,       2001:db8::1,          false",
        "::/0,            2001:db8::1,          true",
        "2001:db8::/32,   2001:db8:ffff::1,     true",
        "2001:db8::/32,   2001:db9::1,          false",
        "2001:db8::/65,   2001:db8::7fff:0:0:1, true",
        "2001:db8::/65,   2001:db8::8000:0:0:1, false",
        "2001:db8::/64,   2001:db8::8000:0:0:1, true",
    })
    void a_network_is_the_addresses_that_begin_with_its_bits(String network, String address, boolean inIt) {
        assertThat(new AddressBudget(1, 1, 0, List.of(network))
                        .sender(address, List.of())
                        .isExempt())
                .isEqualTo(inIt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "::/a", "10.0.0/8"})
    void what_is_no_network_is_refused_by_a_sentence_that_names_the_setting(String text) {
        assertThatThrownBy(() -> new AddressBudget(1, 1, 0, List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padlock.budget.address.exempt: \"" + text
                        + "\" is no address and no network like 192.0.2.0/24 or 2001:db8::/32.");
    }

    @Test
    void loopback_has_no_limit() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(take(addresses, "127.0.0.1", NOON)).isEmpty();
        }
    }

    @Test
    void wrong_codes_are_refused_after_the_burst_and_their_neighbours_are_not() {
        for (int guess = 0; guess < 20; guess++) {
            assertThat(wrongCodes.mayAsk(HERE, SHOP, NOON)).isEmpty();
            wrongCodes.wasWrong(HERE, SHOP, NOON);
        }

        Optional<Duration> wait = wrongCodes.mayAsk(HERE, SHOP, NOON);

        assertThat(wait).contains(Duration.ofMinutes(1));
        assertThat(wrongCodes.mayAsk(HERE, SHOP, NOON.plus(wait.get()))).isEmpty();
        assertThat(wrongCodes.mayAsk(HERE, NEIGHBOUR, NOON)).isEmpty();
        assertThat(wrongCodes.mayAsk(ELSEWHERE, SHOP, NOON)).isEmpty();
    }

    @Test
    void right_codes_cost_nothing() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(wrongCodes.mayAsk(HERE, SHOP, NOON)).isEmpty();
        }
    }

    @Test
    void a_thousand_guesses_at_once_are_owed_for() {
        for (int guess = 0; guess < 1000; guess++) {
            wrongCodes.wasWrong(HERE, SHOP, NOON);
        }

        assertThat(wrongCodes.mayAsk(HERE, SHOP, NOON)).contains(Duration.ofMinutes(21));
    }

    @Test
    void one_code_tried_on_a_list_of_databases_is_refused_too() {
        int guesses = 0;
        while (wrongCodes
                .mayAsk(HERE, new DatabaseUuid(new UUID(0, guesses)), NOON)
                .isEmpty()) {
            wrongCodes.wasWrong(HERE, new DatabaseUuid(new UUID(0, guesses)), NOON);
            guesses++;
        }

        assertThat(guesses).isEqualTo(2000);
        assertThat(wrongCodes.mayAsk(ELSEWHERE, SHOP, NOON)).isEmpty();
    }

    private static Optional<Duration> take(AddressBudget budget, String connection, Instant now) {
        return budget.take(budget.sender(connection, List.of()), now);
    }
}
