package io.padlock.provisioning.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One SQL file under {@code db/migrations}. Once released a file is never changed: the next change is a new one. */
record Migration(int version, String name) {

    static final List<Migration> ALL = List.of(
            new Migration(1, "databases_zones_certificates"),
            new Migration(2, "revocation_decisions_generations"),
            new Migration(3, "revocations_in_order"),
            new Migration(4, "lists_follow_and_repeats_are_counted"),
            new Migration(5, "names_and_challenges"));

    String sql() {
        String file = "/db/migrations/V" + version + "__" + name + ".sql";
        try (InputStream in = Migration.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
