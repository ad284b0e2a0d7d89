package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.growth.BreakingChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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

    /** Who releases puts the new document beside its sum; nobody else has a reason to touch either. */
    @Test
    void what_was_released_stays_as_it_was_released() throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(released()));

        assertThat(HexFormat.of().formatHex(sum))
                .as(released().toString())
                .isEqualTo("8406d2b39e69b64670f685455a11a87748f0f540b5c6aead248248355702b584");
    }

    private static Path released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            List<Path> all = files.toList();
            assertThat(all).as("the one document that was released last").hasSize(1);
            return all.get(0);
        }
    }
}
