package io.padlock.box.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.identity.BoxAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the addresses that a machine has; that real ones are seen is shown where networks are made. */
class OwnAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.25, address.well",
        "169.254.7.7 192.168.1.25, address.well",
        "100.64.1.2 10.0.0.7, address.well",
        "169.254.7.7, address.self-made",
        "100.64.1.2, address.providers",
        "203.0.113.7, address.internet",
        "203.0.113.7 169.254.7.7, address.internet"
    })
    void a_shops_counts_wherever_it_stands_and_else_the_first(String found, String told) {
        List<BoxAddress> addresses =
                Arrays.stream(found.split(" ")).map(BoxAddress::new).toList();

        Finding finding = OwnAddress.judge(addresses, true);

        assertThat(finding.evidence().key()).isEqualTo(told);
        assertThat(finding.isBad()).isEqualTo(!told.equals("address.well"));
    }

    @Test
    void none_at_all_is_the_routers_doing_or_the_cables() {
        assertThat(OwnAddress.judge(List.of(), true).evidence().key()).isEqualTo("address.none");
        assertThat(OwnAddress.judge(List.of(), false).evidence().key()).isEqualTo("address.no-network");
    }

    @Test
    void who_was_given_one_is_believed_unless_a_machine_makes_such_ones_itself() {
        assertThat(OwnAddress.look(Optional.of("203.0.113.7")).isBad()).isFalse();
        assertThat(OwnAddress.look(Optional.of("169.254.7.7")).evidence().key()).isEqualTo("address.self-made");
    }
}
