package io.padlock.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankTestTest {

    private final Random random = new Random(1);

    @Test
    void the_share_is_that_of_all_pairs_and_equal_ones_count_half() {
        assertThat(RankTest.of(new long[] {1, 2, 3}, new long[] {2, 4}).auc()).isEqualTo((1 + 0.5 + 3) / 6);
    }

    @Test
    void two_samples_of_the_same_are_not_told_apart() {
        long apart = IntStream.range(0, 300)
                .filter(i -> RankTest.of(sample(500, 0), sample(700, 0)).tellsThemApart())
                .count();

        assertThat(apart).isZero();
    }

    @Test
    void chance_keeps_to_the_bound_as_often_as_it_says() {
        double[] shares = IntStream.range(0, 400)
                .mapToDouble(i -> RankTest.of(sample(300, 0), sample(300, 0)).auc())
                .toArray();
        double spread = Math.sqrt(Arrays.stream(shares)
                .map(share -> (share - 0.5) * (share - 0.5))
                .average()
                .orElseThrow());

        // The bound is 4.8916 standard deviations.
        assertThat(RankTest.of(sample(300, 0), sample(300, 0)).bound() / spread).isCloseTo(4.9, within(0.6));
    }

    @Test
    void the_smallest_delay_that_is_said_to_be_found_is_found() {
        long smallest = RankTest.smallestFound(sample(2000, 0), sample(2000, 0));

        assertThat(smallest).isLessThan(100_000);
        for (int i = 0; i < 50; i++) {
            assertThat(RankTest.of(sample(2000, 0), sample(2000, smallest)).tellsThemApart())
                    .isTrue();
        }
    }

    /** As answers take: most a little longer than the fastest, some very long. */
    private long[] sample(int size, long delay) {
        return random.doubles(size)
                .mapToLong(share -> delay + (long) (300_000 - 100_000 * Math.log(1 - share)))
                .map(took -> random.nextInt(50) == 0 ? took * 20 : took)
                .toArray();
    }
}
