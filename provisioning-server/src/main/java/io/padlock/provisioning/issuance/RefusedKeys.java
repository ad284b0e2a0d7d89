package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Keys that others are known to have: Baseline Requirements 6.1.1.3, Debian's of 2006 to 2008 for instance. Each takes 8
 * octets, the first ones of its hash: half a million of them fit into 4 MB, and a key that is none of them is taken for
 * one once in ten million million.
 */
public final class RefusedKeys {

    public static final RefusedKeys NONE = new RefusedKeys(new long[0], new long[0]);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BLACKLISTED = Pattern.compile("[0-9a-fA-F]{20}");

    private final long[] keys;
    private final long[] moduli;

    private RefusedKeys(long[] keys, long[] moduli) {
        this.keys = keys;
        this.moduli = moduli;
    }

    /**
     * @param file in each line, in hex, the SHA-256 of a SubjectPublicKeyInfo, or the last 20 digits of the SHA-1 of an RSA
     *     key's modulus as Debian's package openssl-blacklist has them; {@code #} begins a comment
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
        LongStream.Builder keys = LongStream.builder();
        LongStream.Builder moduli = LongStream.builder();
        for (int at = 0; at < lines.size(); at++) {
            String entry = lines.get(at).replaceFirst("#.*", "").strip();
            if (SHA256.matcher(entry).matches()) {
                keys.add(beginningOf(HexFormat.of().parseHex(entry), 0));
            } else if (BLACKLISTED.matcher(entry).matches()) {
                moduli.add(beginningOf(HexFormat.of().parseHex(entry), 0));
            } else if (!entry.isEmpty()) {
                throw new IllegalArgumentException("padlock.issuance.refused-keys: line " + (at + 1) + " of " + file
                        + " is neither the SHA-256 of a key, 64 hexadecimal digits, nor a line of Debian's"
                        + " openssl-blacklist, 20 of them.");
            }
        }
        return new RefusedKeys(
                keys.build().sorted().toArray(), moduli.build().sorted().toArray());
    }

    public int count() {
        return keys.length + moduli.length;
    }

    boolean hold(PublicKey key) {
        return holds(keys, () -> beginningOf(hash("SHA-256", key.getEncoded()), 0))
                || key instanceof RSAPublicKey rsa && holds(moduli, () -> beginningOf(blacklisted(rsa), 10));
    }

    private static boolean holds(long[] sorted, LongSupplier wanted) {
        return sorted.length > 0 && Arrays.binarySearch(sorted, wanted.getAsLong()) >= 0;
    }

    /** What openssl-vulnkey hashes is what {@code openssl rsa -modulus} prints. */
    private static byte[] blacklisted(RSAPublicKey key) {
        String printed = "Modulus=" + key.getModulus().toString(16).toUpperCase(Locale.ROOT) + "\n";
        return hash("SHA-1", printed.getBytes(StandardCharsets.US_ASCII));
    }

    private static long beginningOf(byte[] hash, int at) {
        return ByteBuffer.wrap(hash).getLong(at);
    }

    private static byte[] hash(String name, byte[] of) {
        try {
            return MessageDigest.getInstance(name).digest(of);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + name + ".", e);
        }
    }
}
