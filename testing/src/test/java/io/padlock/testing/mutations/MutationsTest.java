package io.padlock.testing.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutationsTest {

    @Test
    void the_same_seed_and_number_are_the_same_case_whenever_and_whoever_asks() {
        Mutations one = new Mutations(7);
        Mutations other = new Mutations(7);

        for (int number = 199; number >= 0; number--) {
            other.number(number);
        }
        for (int number = 0; number < 200; number++) {
            assertThat(other.number(number)).isEqualTo(one.number(number));
        }
        assertThat(new Mutations(8).number(0)).isNotEqualTo(one.number(0));
    }

    @Test
    void every_kind_is_made() {
        Mutations mutations = new Mutations(7);

        Set<String> kinds = IntStream.range(0, 3_000)
                .mapToObj(mutations::number)
                .map(Mutated::kind)
                .collect(Collectors.toSet());

        assertThat(kinds).hasSize(2 * DerKind.values().length + RawKind.values().length + PemKind.values().length);
    }
}
