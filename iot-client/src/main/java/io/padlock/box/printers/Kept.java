package io.padlock.box.printers;

import io.padlock.box.certificate.AddressCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate of a printer's that is kept on the box.
 *
 * @param number counts those of one printer
 * @param toImport what devices have to trust
 * @param shown what the printer shows when it has it
 * @param pair with its key, where it was generated here
 */
public record Kept(
        int number,
        Origin origin,
        Instant madeAt,
        X509Certificate toImport,
        X509Certificate shown,
        Optional<AddressCertificate> pair) {

    /** Where it is from. */
    public enum Origin {
        GENERATED,
        EXPORTED
    }

    static Kept generated(int number, Instant at, AddressCertificate pair) {
        return new Kept(number, Origin.GENERATED, at, pair.root(), pair.own(), Optional.of(pair));
    }

    static Kept exported(int number, Instant at, X509Certificate certificate) {
        return new Kept(number, Origin.EXPORTED, at, certificate, certificate, Optional.empty());
    }

    public boolean isGenerated() {
        return origin == Origin.GENERATED;
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(toImport);
    }

    public Fingerprint printersFingerprint() {
        return Fingerprint.of(shown);
    }

    public Instant notAfter() {
        return shown.getNotAfter().toInstant();
    }

    boolean isValidAt(Instant now) {
        return !hasEndedAt(now) && !now.isBefore(shown.getNotBefore().toInstant());
    }

    boolean hasEndedAt(Instant now) {
        return !now.isBefore(notAfter());
    }

    boolean is(Fingerprint fingerprint) {
        return fingerprint.equals(fingerprint()) || fingerprint.equals(printersFingerprint());
    }
}
