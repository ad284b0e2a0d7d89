package io.padlock.box.provisioning;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A pair as anybody else would read it: by Java's own tools, and a signature that shows whether its halves belong together. */
record OnTheDisk(State state, String serial, Instant notBefore, Instant notAfter, Instant renewAt, String database) {

    enum State {
        WHOLE,
        MISSING,
        UNREADABLE,
        DAMAGED
    }

    /** The same texts are looked at again and again, and each signature takes a millisecond. */
    private static final Map<String, Boolean> KEYS = new ConcurrentHashMap<>();

    private static final Map<List<String>, Optional<X509Certificate>> LEAVES = new ConcurrentHashMap<>();

    static OnTheDisk at(Path pair) {
        if (!Files.exists(pair, LinkOption.NOFOLLOW_LINKS)) {
            return without(State.MISSING);
        }
        try {
            String key = Files.readString(pair.resolve("key.pem"));
            if (!isKey(key)) {
                return without(State.DAMAGED);
            }
            X509Certificate leaf = LEAVES.computeIfAbsent(
                            List.of(key, Files.readString(pair.resolve("chain.pem"))), OnTheDisk::leafOfThatKey)
                    .orElse(null);
            return leaf == null ? without(State.DAMAGED) : whole(leaf, pair);
        } catch (IOException e) {
            return without(State.UNREADABLE);
        }
    }

    private static boolean isKey(String pem) {
        return KEYS.computeIfAbsent(pem, text -> {
            try {
                key(text);
                return true;
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false;
            }
        });
    }

    private static Optional<X509Certificate> leafOfThatKey(List<String> keyAndChain) {
        try {
            X509Certificate leaf = leaf(keyAndChain.get(1));
            return Optional.of(leaf).filter(one -> belongTogether(keyAndChain.get(0), one));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static OnTheDisk without(State state) {
        return new OnTheDisk(state, null, null, null, null, "");
    }

    private static OnTheDisk whole(X509Certificate leaf, Path pair) {
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        Instant twoThirds =
                from.plus(Duration.between(from, until).multipliedBy(2).dividedBy(3));
        return new OnTheDisk(
                State.WHOLE,
                leaf.getSerialNumber().toString(16),
                from,
                until,
                renewAt(pair.resolve("renew-at"), twoThirds),
                database(pair.resolve("database")));
    }

    private static String database(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException lost) {
            return "";
        }
    }

    private static Instant renewAt(Path file, Instant otherwise) {
        try {
            return Instant.parse(Files.readString(file).strip());
        } catch (IOException | DateTimeException lost) {
            return otherwise;
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(decoded(pem)));
    }

    private static X509Certificate leaf(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean belongTogether(String key, X509Certificate leaf) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key(key));
            signature.update((byte) 1);
            byte[] made = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            signature.update((byte) 1);
            return signature.verify(made);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decoded(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    static String serialIn(String chainPem) {
        try {
            return leaf(chainPem).getSerialNumber().toString(16);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    boolean isWhole() {
        return state == State.WHOLE;
    }

    boolean isGoodAt(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }
}
