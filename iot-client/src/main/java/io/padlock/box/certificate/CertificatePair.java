package io.padlock.box.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A key and the chain for it, leaf first, that were seen to belong together, and when to renew them. */
public final class CertificatePair {

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final Instant renewAt;

    CertificatePair(PrivateKey key, List<X509Certificate> chain, Instant renewAt) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.renewAt = renewAt;
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

    private X509Certificate leaf() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return "certificate " + serial() + " for " + names() + " until " + notAfter();
    }
}
