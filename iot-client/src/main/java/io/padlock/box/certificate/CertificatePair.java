package io.padlock.box.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A key and the chain for it, leaf first, that were seen to belong together, and when to renew them. */
public final class CertificatePair {

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final Instant renewAt;
    private final Optional<String> database;

    CertificatePair(PrivateKey key, List<X509Certificate> chain, Instant renewAt) {
        this(key, chain, renewAt, Optional.empty());
    }

    CertificatePair(PrivateKey key, List<X509Certificate> chain, Instant renewAt, Optional<String> database) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.renewAt = renewAt;
        this.database = database;
    }

    /** Where nobody said when: at two thirds of the life. */
    static Instant twoThirdsOfTheLife(X509Certificate leaf) {
        Instant from = leaf.getNotBefore().toInstant();
        return from.plus(Duration.between(from, leaf.getNotAfter().toInstant())
                .multipliedBy(2)
                .dividedBy(3));
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
    }

    public String serial() {
        return HexFormat.of().formatHex(leaf().getSerialNumber().toByteArray());
    }

    public List<String> names() {
        return DnsNames.of(leaf());
    }

    /** {@code d73e7513.odoo-iot.com}, what is left of the wildcard without its star. */
    public String zone() {
        return DnsNames.zone(names());
    }

    public String issuer() {
        return leaf().getIssuerX500Principal().getName();
    }

    /** SHA-256 of the certificate, as browsers show it. */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256, and this certificate was read.", e);
        }
    }

    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    public Instant renewAt() {
        return renewAt;
    }

    /** For the listener that serves it, and for the disk. */
    public String chainPem() {
        return Pem.encode(chain);
    }

    /** For the listener that serves it, and for the disk; nobody else. */
    public String keyPem() {
        return Pem.encode("PRIVATE KEY", key.getEncoded());
    }

    /** Whether a handshake showed this very chain. */
    public boolean isThe(List<X509Certificate> shown) {
        return chain.equals(shown);
    }

    /** Whether that one too is for the boxes of this zone. */
    public boolean isNamedLike(X509Certificate other) {
        return DnsNames.of(other).contains("*." + zone());
    }

    /** For people; the subject where a certificate has no names as those of today have them. */
    public static String namesIn(X509Certificate certificate) {
        List<String> names = DnsNames.of(certificate);
        return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", names);
    }

    /** The same, renewed at another moment. */
    public CertificatePair renewedAt(Instant moment) {
        return new CertificatePair(key, chain, moment, database);
    }

    /** The same, as the one of the database with this UUID. */
    public CertificatePair grantedTo(String uuid) {
        return new CertificatePair(key, chain, renewAt, Optional.of(uuid));
    }

    /** The UUID of the database that it was granted to; empty for what others left on the box. */
    public Optional<String> database() {
        return database;
    }

    /** It names the box in the zone of a database to which the box is connected no more. */
    public boolean isOfAnotherThan(String uuid) {
        return database.filter(whose -> !whose.equalsIgnoreCase(uuid)).isPresent();
    }

    /** A moment in a window that the server told, or that it did not. */
    public Instant momentIn(Instant from, Instant to, RandomGenerator random) {
        return Received.renewal(leaf(), from, to, random);
    }

    /** A ninth of its life is left, the ten days of ninety at which a stock box would renew. */
    public boolean isNearItsEndAt(Instant now) {
        Duration life = Duration.between(notBefore(), notAfter());
        return now.isAfter(notAfter().minus(life.dividedBy(9)));
    }

    private X509Certificate leaf() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return "certificate " + serial() + " for " + names() + " until " + notAfter();
    }
}
