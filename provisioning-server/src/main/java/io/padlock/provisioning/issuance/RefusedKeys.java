package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys that others are known to have: Baseline Requirements 6.1.1.3, Debian's of 2006 to 2008 for instance. Each takes 8
 * octets, the first ones of its SHA-256: half a million of them fit into 4 MB, and a key that is none of them is taken for
 * one once in ten million million.
 */
public final class RefusedKeys {

    public static final RefusedKeys NONE = new RefusedKeys(new long[0]);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final long[] sorted;

    private RefusedKeys(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * @param file one SHA-256 of a SubjectPublicKeyInfo in a line, in hex; {@code #} begins a comment
     * @throws IllegalArgumentException with a sentence that names the line
     */
    public static RefusedKeys read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "padlock.issuance.refused-keys: " + file + " can't be read: " + AuthorityFiles.reason(e), e);
        }
        long[] keys = new long[lines.size()];
        int count = 0;
        for (int at = 0; at < lines.size(); at++) {
            String entry = lines.get(at).replaceFirst("#.*", "").strip();
            if (entry.isEmpty()) {
                continue;
            }
            if (!SHA256.matcher(entry).matches()) {
                throw new IllegalArgumentException("padlock.issuance.refused-keys: line " + (at + 1) + " of " + file
                        + " is not the SHA-256 of a key, 64 hexadecimal digits.");
            }
            keys[count++] = beginningOf(HexFormat.of().parseHex(entry));
        }
        long[] sorted = Arrays.copyOf(keys, count);
        Arrays.sort(sorted);
        return new RefusedKeys(sorted);
    }

    public int count() {
        return sorted.length;
    }

    boolean hold(PublicKey key) {
        return sorted.length > 0 && Arrays.binarySearch(sorted, beginningOf(sha256(key))) >= 0;
    }

    private static long beginningOf(byte[] sha256) {
        return ByteBuffer.wrap(sha256).getLong();
    }

    private static byte[] sha256(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
