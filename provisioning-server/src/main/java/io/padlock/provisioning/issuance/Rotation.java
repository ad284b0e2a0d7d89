package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A new issuing certificate takes the place of the one that signs, which is kept among the retired: what it signed
 * validates as before, and its revocation lists are still signed. Takes effect when the server starts.
 *
 * <p>Steps that may be cut off after any one, and the folder can be opened all the same:
 *
 * <pre>
 *   1 retired/ID.key, retired/ID.crt   the old one twice: counts once
 *   2 issuing.key.next                 a key without a certificate: not looked at
 *   3 issuing.crt                      by one rename; its key is found in issuing.key.next
 *   4 issuing.key                      by one rename
 * </pre>
 */
public final class Rotation {

    /** "Padlock Issuing 0123ab 2-9f8e7d": of the second issuer; the end is its key's. */
    private static final Pattern NUMBERED = Pattern.compile("(.*) (\\d{1,9})(-[0-9a-f]{6})?");

    private static final int LONGEST_COMMON_NAME = 64;

    private final AuthorityFiles files;
    private final Path rootKeyFile;
    private final Optional<Passphrase> rootPassphrase;
    private final Optional<Passphrase> issuingPassphrase;

    public Rotation(
            Path folder,
            Path rootKeyFile,
            Optional<Passphrase> rootPassphrase,
            Optional<Passphrase> issuingPassphrase) {
        this.files = new AuthorityFiles(folder);
        this.rootKeyFile = rootKeyFile;
        this.rootPassphrase = rootPassphrase;
        this.issuingPassphrase = issuingPassphrase;
    }

    /** @throws AuthorityRefused with a sentence that says what to mend; then nothing was changed */
    public void run(Instant now) {
        for (Step step : steps(now)) {
            try {
                step.take();
            } catch (IOException e) {
                throw new AuthorityRefused(
                        "The authority in " + files.folder() + " could not be changed: " + e
                                + ". What was there still works; mend that and run this again.",
                        e);
            }
        }
    }

    interface Step {
        void take() throws IOException;
    }

    List<Step> steps(Instant now) {
        finishTheOneBefore();
        X509Certificate root = AuthorityFiles.readCertificate(files.rootCertificate());
        X509Certificate old = AuthorityFiles.readCertificate(files.issuingCertificate());
        PrivateKey oldKey = KeyFile.read(files.issuingKey(), issuingPassphrase);
        IssuerRules.mustBelongTogether(old, files.issuingCertificate(), oldKey, files.issuingKey());
        PrivateKey rootKey = KeyFile.read(rootKeyFile, rootPassphrase);
        IssuerRules.mustBelongTogether(root, files.rootCertificate(), rootKey, rootKeyFile);

        KeyPair key = FreshKey.p256();
        X509Certificate next = Profiles.issuing(
                nameAfter(old, key.getPublic()), life(root, now), key.getPublic(), root, rootKey, domainOf(old));
        IssuerRules.mustBeAnIssuer(next, files.issuingCertificate(), root);

        Path retired = files.retiredCertificate(Issuer.idOf(old));
        FileAccess ofTheKey = FileAccess.of(files.issuingKey());
        FileAccess ofTheCertificate = FileAccess.of(files.issuingCertificate());
        return List.of(
                () -> FileAccess.of(files.folder()).createFolder(files.retired()),
                () -> ofTheKey.replace(AuthorityFiles.keyBeside(retired), KeyFile.pem(oldKey, issuingPassphrase)),
                () -> ofTheCertificate.replace(retired, pem(old)),
                () -> ofTheKey.replace(files.nextIssuingKey(), KeyFile.pem(key.getPrivate(), issuingPassphrase)),
                () -> ofTheCertificate.replace(files.issuingCertificate(), pem(next)),
                () -> AuthorityFiles.move(files.nextIssuingKey(), files.issuingKey()));
    }

    private void finishTheOneBefore() {
        if (!Files.exists(files.nextIssuingKey())) {
            return;
        }
        X509Certificate current = AuthorityFiles.readCertificate(files.issuingCertificate());
        PrivateKey next = KeyFile.read(files.nextIssuingKey(), issuingPassphrase);
        if (IssuerRules.belongTogether(current, next)) {
            try {
                AuthorityFiles.move(files.nextIssuingKey(), files.issuingKey());
            } catch (IOException e) {
                throw new AuthorityRefused("An earlier rotation in " + files.folder() + " can't be finished: " + e, e);
            }
        }
    }

    private static Validity life(X509Certificate root, Instant now) {
        Validity full = NewAuthority.life(now, NewAuthority.ISSUING_LIFE);
        Instant end = root.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw new AuthorityRefused("The root ended on " + end + "; it can't sign any more. Make a new authority.");
        }
        return end.isBefore(full.notAfter()) ? new Validity(full.notBefore(), end) : full;
    }

    /**
     * Another name at each rotation: revocation lists are found by it. Digits of the key are part of it, so that two
     * rotations of copies of one folder make two names.
     */
    private static String nameAfter(X509Certificate old, PublicKey key) {
        String name = Profiles.commonNameOf(old);
        Matcher numbered = NUMBERED.matcher(name);
        boolean isNumbered = numbered.matches();
        int number = isNumbered ? Integer.parseInt(numbered.group(2)) + 1 : 2;
        String end = " " + number + "-" + digitsOf(key);
        String beginning = isNumbered ? numbered.group(1) : name;
        return beginning.substring(0, Math.min(beginning.length(), LONGEST_COMMON_NAME - end.length())) + end;
    }

    private static String digitsOf(PublicKey key) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(sha256, 0, 3);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private String domainOf(X509Certificate old) {
        NameLimits limits = NameLimits.of(old);
        if (limits == null || limits.permitted().size() != 1) {
            throw new AuthorityRefused(
                    files.issuingCertificate()
                            + " is not limited to one domain, so its successor can't be made here: sign one with your own tools.");
        }
        return limits.permitted().get(0);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }
}
