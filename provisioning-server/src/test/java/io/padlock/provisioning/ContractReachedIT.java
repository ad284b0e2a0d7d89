package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.Reached;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After all tests of the server, by what they noted: the document promises nothing that no test has seen, and got nothing else. */
class ContractReachedIT {

    /** What was said by {@code -Dtest}; the build leaves the name of the property as it is when nothing was. */
    private static final String CHOSEN = System.getProperty("padlock.chosen-tests", "");

    @BeforeEach
    void all_tests_have_run() {
        Assumptions.assumeTrue(
                CHOSEN.isEmpty() || CHOSEN.startsWith("${"),
                "Only " + CHOSEN + " ran (-Dtest), so that nobody can say what all tests reach of the contract.");
    }

    @Test
    void every_declared_answer_was_given_and_every_example_is_true() {
        assertThat(Reached.missing())
                .as("What the OpenAPI document says, and no test of this module has seen")
                .isEmpty();
    }

    @Test
    void nothing_was_answered_that_the_document_does_not_declare() {
        assertThat(Reached.broken()).isEmpty();
    }
}
