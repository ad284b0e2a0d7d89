package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void a_hundred_thousand_are_all_different_and_all_readable_over_the_telephone() {
        Set<Reference> references = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            references.add(Reference.fresh());
        }

        assertThat(references)
                .hasSize(100_000)
                .allSatisfy(reference ->
                        assertThat(reference.text()).matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}"));
    }

    @Test
    void lines_about_one_request_written_while_another_is_worked_on_carry_their_own() {
        MDC.put(Reference.IN_LOG, "outer");
        try {
            new Reference("inner")
                    .whileLogging(() -> assertThat(MDC.get(Reference.IN_LOG)).isEqualTo("inner"));

            assertThat(MDC.get(Reference.IN_LOG)).isEqualTo("outer");
        } finally {
            MDC.remove(Reference.IN_LOG);
        }
    }
}
