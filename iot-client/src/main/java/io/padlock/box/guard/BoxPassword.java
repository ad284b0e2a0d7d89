package io.padlock.box.guard;

import io.padlock.box.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The box's own password: made at the first start, shown once, and kept as what it can be compared with. */
public final class BoxPassword {

    /** Without those that people take for one another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 3;
    private static final int LETTERS_OF_A_GROUP = 4;
    private static final int ROUNDS = 100_000;
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    public BoxPassword(Path data) {
        this.file = data.resolve("password");
    }

    /** @return the password, to be shown; empty where there is one already */
    public Optional<String> makeTheFirst() throws IOException {
        return Files.exists(file) ? Optional.empty() : Optional.of(makeAnother());
    }

    /** @return the new one, to be shown; the one before counts no longer */
    public String makeAnother() throws IOException {
        String password = made();
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        Disk.createFolder(file.toAbsolutePath().getParent());
        Disk.replace(file, hex(salt) + " " + hex(derived(password, salt)) + "\n");
        return password;
    }

    /** 59 bits, in groups that people can read to each other. */
    public static String made() {
        return RANDOM.ints(GROUPS * (long) LETTERS_OF_A_GROUP, 0, LETTERS.length())
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining())
                .replaceAll("(.{" + LETTERS_OF_A_GROUP + "})(?=.)", "$1-");
    }

    /** Takes some tenths of a second, on purpose. Nobody gets in by a file that is missing or damaged. */
    public boolean is(String given) {
        try {
            String[] kept = Files.readString(file).strip().split(" ");
            byte[] salt = HexFormat.of().parseHex(kept[0]);
            return MessageDigest.isEqual(HexFormat.of().parseHex(kept[1]), derived(normal(given), salt));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** As people type it: in capitals, with blanks, or without the dashes. */
    private static String normal(String given) {
        String letters = given.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return letters.replaceAll("(.{" + LETTERS_OF_A_GROUP + "})(?=.)", "$1-");
    }

    private static byte[] derived(String password, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2.", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
