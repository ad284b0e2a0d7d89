package io.padlock.provisioning.eligibility;

import java.util.UUID;
import java.util.regex.Pattern;

/** The UUID that Odoo gives a database when it is created. */
public record DatabaseUuid(UUID value) {

    // UUID.fromString also takes "1-2-3-4-5".
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** @throws IllegalArgumentException with a sentence for the sender */
    public static DatabaseUuid parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The database's UUID is missing.");
        }
        if (!CANONICAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The database's UUID is not a UUID: 36 characters are expected, like 5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11.");
        }
        return new DatabaseUuid(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
