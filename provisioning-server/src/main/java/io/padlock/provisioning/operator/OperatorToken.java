package io.padlock.provisioning.operator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What an operator shows. A secret, so {@code toString} does not tell it. */
final class OperatorToken {

    private static final int SHORTEST = 16;

    private final byte[] value;

    private OperatorToken(String value) {
        this.value = value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param given may end with its line, as what is read from a file does
     * @throws IllegalArgumentException with a sentence that does not repeat the token
     */
    static OperatorToken of(String given) {
        String value = given.strip();
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException("The operator's token has " + value.length() + " characters; " + SHORTEST
                    + " are the fewest. Set a longer padlock.operator.token, or none.");
        }
        return new OperatorToken(value);
    }

    /** Reads the file, or makes it: readable for its owner only, complete or not there. */
    static OperatorToken keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, random() + "\n");
            sync(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.getParent());
        }
        return of(Files.readString(file));
    }

    /** Takes the same time wherever the two differ. */
    boolean is(String shown) {
        return MessageDigest.isEqual(value, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String random() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public String toString() {
        return "operator's token (secret)";
    }
}
