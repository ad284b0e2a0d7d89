package io.padlock.provisioning.ledger;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.naming.Zone;
import java.time.Instant;

/**
 * A certificate as the ledger holds it.
 *
 * @param generation which one of its key's certificates it is, from 1
 */
public record Recorded(
        String serial,
        DatabaseUuid database,
        Zone zone,
        Door door,
        String issuer,
        KeyFingerprint key,
        int generation,
        Instant notBefore,
        Instant notAfter,
        Instant issuedAt,
        Box box,
        byte[] der) {

    /** Through which door it was asked for. */
    public enum Door {
        V1,
        STOCK
    }

    /** What the box said of itself; nothing was checked, nothing depends on it, either may be null. */
    public record Box(String identifier, String name) {
        public static final Box SAID_NOTHING = new Box(null, null);
        private static final int LONGEST = 200;

        /** @throws IllegalArgumentException with a sentence for the sender */
        public static String text(String said) {
            if (said != null && (said.length() > LONGEST || said.chars().anyMatch(Character::isISOControl))) {
                throw new IllegalArgumentException("The box's identifier or name is over " + LONGEST
                        + " characters or holds a control character.");
            }
            return said;
        }
    }
}
