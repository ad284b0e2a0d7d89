package io.padlock.provisioning.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {

    @Test
    void a_certificate_is_good_for_every_box_of_the_zone_and_for_the_zone_itself() {
        assertThat(new ParentDomain("odoo-iot.com").certificateNames(new Zone("d73e7513")))
                .containsExactly("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");
    }

    @Test
    void random_zones_are_zones_and_keep_their_leading_zeros() {
        Random random = new Random(1);

        for (int i = 0; i < 10_000; i++) {
            assertThat(Zone.random(random).label()).matches("[0-9a-f]{8}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d73e751", "d73e75130", "D73E7513", "d73e751g", "*.d73e75", "d73e7513.", "d73e751\n"})
    void what_is_not_8_lower_case_hexadecimal_digits_is_no_zone(String label) {
        assertThatThrownBy(() -> new Zone(label)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "com", "Odoo-iot.com", "-odoo.com", "odoo-.com", "odoo..com", ".com", "odoo.com.", "o_o.com"
            })
    void what_is_not_a_domain_in_lower_case_is_refused_as_parent_domain(String name) {
        assertThatThrownBy(() -> new ParentDomain(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("padlock.naming.parent-domain");
    }

    @Test
    void the_longest_parent_domain_still_makes_a_common_name_of_64_characters() {
        String longest = "a".repeat(49) + ".com";

        assertThat(new ParentDomain(longest)
                        .certificateNames(new Zone("d73e7513"))
                        .get(0))
                .hasSize(64);
        assertThatThrownBy(() -> new ParentDomain("a" + longest)).isInstanceOf(IllegalArgumentException.class);
    }
}
