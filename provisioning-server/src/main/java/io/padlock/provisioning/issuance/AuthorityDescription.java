package io.padlock.provisioning.issuance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a person wants to know of an authority's folder, without opening any key. */
public record AuthorityDescription(
        String folder, boolean madeForTrials, boolean rootKeyBeside, List<CertificateDescription> certificates) {

    /** @param key how the private key lies there */
    public record CertificateDescription(
            Role role,
            String file,
            String name,
            String id,
            String sha256,
            Instant notBefore,
            Instant notAfter,
            long daysLeft,
            List<String> permitted,
            boolean excludesEveryAddress,
            KeyState key) {}

    public enum Role {
        ROOT,
        ISSUING,
        RETIRED
    }

    public enum KeyState {
        PLAIN,
        ENCRYPTED,
        READABLE_BY_EVERYBODY,
        ELSEWHERE
    }

    public static boolean isThere(Path folder) {
        return new AuthorityFiles(folder).hasARoot();
    }

    /** @throws AuthorityRefused when there is none, or it can't be read */
    public static AuthorityDescription of(Path folder, Instant now) {
        AuthorityFiles files = new AuthorityFiles(folder);
        List<CertificateDescription> all = new ArrayList<>();
        all.add(describe(Role.ROOT, files.rootCertificate(), files.rootKey(), now));
        all.add(describe(Role.ISSUING, files.issuingCertificate(), files.issuingKey(), now));
        for (Path retired : files.retiredCertificates()) {
            all.add(describe(Role.RETIRED, retired, AuthorityFiles.keyBeside(retired), now));
        }
        boolean test = TestAuthority.made(AuthorityFiles.readCertificate(files.rootCertificate()));
        return new AuthorityDescription(folder.toString(), test, Files.exists(files.rootKey()), List.copyOf(all));
    }

    public CertificateDescription root() {
        return certificates.get(0);
    }

    private static CertificateDescription describe(Role role, Path file, Path key, Instant now) {
        X509Certificate certificate = AuthorityFiles.readCertificate(file);
        NameLimits limits = NameLimits.of(certificate);
        return new CertificateDescription(
                role,
                file.toString(),
                certificate.getSubjectX500Principal().getName(),
                Issuer.idOf(certificate),
                sha256(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Duration.between(now, certificate.getNotAfter().toInstant()).toDays(),
                limits == null ? List.of() : limits.permitted(),
                limits != null && limits.excludesEveryAddress(),
                stateOf(key));
    }

    private static KeyState stateOf(Path key) {
        if (!Files.exists(key)) {
            return KeyState.ELSEWHERE;
        }
        if (KeyFile.isEncrypted(key)) {
            return KeyState.ENCRYPTED;
        }
        return KeyFile.isReadableByOthers(key) ? KeyState.READABLE_BY_EVERYBODY : KeyState.PLAIN;
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read can't be hashed.", e);
        }
    }
}
