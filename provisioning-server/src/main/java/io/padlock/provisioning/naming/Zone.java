package io.padlock.provisioning.naming;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The label that all boxes of one database share, {@code d73e7513} in {@code 192-168-1-25.d73e7513.odoo-iot.com}. */
public record Zone(String label) {

    private static final Pattern LABEL = Pattern.compile("[0-9a-f]{8}");

    public Zone {
        if (!isLabel(label)) {
            throw new IllegalArgumentException(
                    "A zone is 8 lower-case hexadecimal digits, and \"" + label + "\" is not.");
        }
    }

    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** Random, because a hash of the database's UUID would collide at this length and could be guessed. */
    public static Zone random(RandomGenerator random) {
        byte[] four = new byte[4];
        random.nextBytes(four);
        return new Zone(HexFormat.of().formatHex(four));
    }

    @Override
    public String toString() {
        return label;
    }
}
