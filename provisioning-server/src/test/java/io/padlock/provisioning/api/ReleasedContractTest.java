package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.growth.BreakingChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Boxes in the field can't be updated: what was released is promised. */
class ReleasedContractTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");

    @Test
    void nothing_that_was_released_is_broken() throws IOException {
        assertThat(BreakingChanges.between(ContractDocument.in(released()), ContractDocument.reviewed()))
                .as("What the OpenAPI document breaks of what was released as " + released())
                .isEmpty();
    }

    private static Path released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            List<Path> all = files.toList();
            assertThat(all).as("the one document that was released last").hasSize(1);
            return all.get(0);
        }
    }
}
