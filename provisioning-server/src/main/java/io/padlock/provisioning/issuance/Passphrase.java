package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What opens an encrypted key. Does not tell itself. */
public final class Passphrase {

    private static final int SHORTEST = 8;

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /** @throws AuthorityRefused when it is too short to keep anything */
    public static Passphrase of(char[] characters) {
        if (characters.length < SHORTEST) {
            throw new AuthorityRefused("A passphrase has " + SHORTEST + " characters or more.");
        }
        return new Passphrase(characters.clone());
    }

    /** The first line of a file. */
    public static Passphrase read(Path file) {
        try {
            return of(Files.readString(file).lines().findFirst().orElse("").toCharArray());
        } catch (IOException e) {
            throw new AuthorityRefused(
                    "The passphrase's file " + file + " can't be read: "
                            + e.getClass().getSimpleName() + ".",
                    e);
        }
    }

    public boolean sameAs(Passphrase other) {
        return Arrays.equals(characters, other.characters);
    }

    char[] characters() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "passphrase (secret)";
    }
}
