package io.padlock.provisioning.issuance;

import io.padlock.provisioning.issuance.Lint.Circumstances;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs. What would fail later is refused here, when it is opened: a key that is not the certificate's, an issuer that
 * would end before its certificates, missing constraints, a life that browsers don't take.
 *
 * <p>Called on an event loop, from many requests at once; holds no state that changes.
 */
public final class Authority {

    private static final Duration STOCK_BOX_RENEWS_AT = Duration.ofDays(10);

    private final X509Certificate root;
    private final Issuer current;
    private final List<Issuer> issuers;
    private final Duration validity;
    private final boolean rootKeyIsBeside;
    private final VerificationPace verification = new VerificationPace(System::nanoTime);

    private Authority(X509Certificate root, List<Issuer> issuers, Duration validity, boolean rootKeyIsBeside) {
        this.root = root;
        this.current = issuers.get(0);
        this.issuers = issuers;
        this.validity = validity;
        this.rootKeyIsBeside = rootKeyIsBeside;
    }

    /** An authority whose keys are not encrypted. */
    public static Authority open(Path folder, Duration validity, PublicAddress address, Instant now) {
        return open(folder, Optional.empty(), validity, address, now);
    }

    /**
     * @param passphrase opens the issuers' keys, those that are encrypted
     * @throws AuthorityRefused with a sentence that says what to mend
     */
    public static Authority open(
            Path folder, Optional<Passphrase> passphrase, Duration validity, PublicAddress address, Instant now) {
        mustBeALifeThatWorks(validity, now);
        AuthorityFiles files = new AuthorityFiles(folder);
        X509Certificate root = AuthorityFiles.readCertificate(files.rootCertificate());
        IssuerRules.mustBeARoot(root, files.rootCertificate());
        IssuerRules.mustOutlive(now.plus(validity), root, files.rootCertificate());
        List<Issuer> issuers = new ArrayList<>();
        issuers.add(current(files, root, passphrase, address));
        IssuerRules.mustOutlive(now.plus(validity), issuers.get(0).certificate(), files.issuingCertificate());
        IssuerRules.mustHaveBegun(now, issuers.get(0).certificate(), files.issuingCertificate());
        for (Path file : files.retiredCertificates()) {
            Issuer retired = issuer(file, AuthorityFiles.keyBeside(file), root, passphrase, address);
            // A rotation that was cut off leaves the current one among the retired.
            if (!retired.id().equals(issuers.get(0).id())) {
                issuers.add(retired);
            }
        }
        mustHaveNamesOfTheirOwn(issuers, folder);
        return new Authority(root, List.copyOf(issuers), validity, Files.exists(files.rootKey()));
    }

    /** The ledger and the revocation lists know an issuer by its name. */
    private static void mustHaveNamesOfTheirOwn(List<Issuer> issuers, Path folder) {
        Map<String, Issuer> byName = new HashMap<>();
        for (Issuer issuer : issuers) {
            Issuer other = byName.putIfAbsent(issuer.name(), issuer);
            if (other != null) {
                throw new AuthorityRefused("In " + folder + " two issuing certificates have one name, " + issuer.name()
                        + " (" + other.id() + " and " + issuer.id() + "): their revocation lists could not be told"
                        + " apart. Give a new one a name of its own, as 'padlock-authority rotate' does.");
            }
        }
    }

    private static Issuer current(
            AuthorityFiles files, X509Certificate root, Optional<Passphrase> passphrase, PublicAddress address) {
        Path key = files.issuingKey();
        if (Files.exists(files.nextIssuingKey())) {
            X509Certificate certificate = AuthorityFiles.readCertificate(files.issuingCertificate());
            // A rotation that was cut off between its last two steps.
            if (IssuerRules.belongTogether(certificate, KeyFile.read(files.nextIssuingKey(), passphrase))) {
                key = files.nextIssuingKey();
            }
        }
        return issuer(files.issuingCertificate(), key, root, passphrase, address);
    }

    private static Issuer issuer(
            Path file, Path keyFile, X509Certificate root, Optional<Passphrase> passphrase, PublicAddress address) {
        X509Certificate certificate = AuthorityFiles.readCertificate(file);
        IssuerRules.mustBeAnIssuer(certificate, file, root);
        PrivateKey key = KeyFile.read(keyFile, passphrase);
        IssuerRules.mustBelongTogether(certificate, file, key, keyFile);
        return Issuer.of(certificate, file, key, address);
    }

    /**
     * Signs for this key, with these names, and reads back what was signed before anybody else sees it.
     *
     * @throws AuthorityOutOfTime when the issuer has not begun, or has too little life left for a certificate worth having
     */
    public IssuedCertificate issue(List<String> names, PublicKey key, Instant now) {
        CertificateOrder order = new CertificateOrder(CertificateOrder.newSerial(now), names, life(now), key);
        byte[] der = current.sign(order);
        X509Certificate readBack = Inspection.of(der, order, current);
        Lints.mustFindNothing(der, new Circumstances(current, now));
        if (verification.isDue()) {
            mustBeSigned(readBack);
            verification.foundGood();
        }
        return new IssuedCertificate(CertificateOrder.hex(order.serial()), order.names(), order.validity(), der);
    }

    /** Judged at start too; but a server runs for months, and issuers and the calendar go on meanwhile. */
    private Validity life(Instant now) {
        if (now.isBefore(beginsAt())) {
            throw AuthorityOutOfTime.toCome(beginsAt(), now);
        }
        Duration longest = Validity.longestOn(now);
        Validity life = Validity.from(now, validity.compareTo(longest) < 0 ? validity : longest)
                .beginningFrom(beginsAt())
                .endingBy(endsAt());
        if (Duration.between(now, life.notAfter()).compareTo(STOCK_BOX_RENEWS_AT) <= 0) {
            throw AuthorityOutOfTime.ending(endsAt());
        }
        return life;
    }

    private void mustBeSigned(X509Certificate leaf) {
        if (!current.signed(leaf)) {
            throw new IllegalStateException("A certificate was signed, and its signature does not verify.");
        }
    }

    /** Tried once at start: an authority made for another domain would be found out by the first box otherwise. */
    public void mustBeAbleToIssue(List<String> names, Instant now) {
        try {
            IssuedCertificate issued = issue(names, FreshKey.make().publicKey(), now);
            IssuerRules.mustValidate(root, List.of(Profiles.decode(issued.der()), current.certificate()));
        } catch (GeneralSecurityException e) {
            throw new AuthorityRefused(
                    "A certificate of this authority does not validate up to its root: " + e.getMessage() + ".", e);
        } catch (IllegalStateException e) {
            throw new AuthorityRefused(
                    "The authority can't issue for " + names + " (" + e.getMessage()
                            + "). It is limited to the domain that it was made for: set padlock.naming.parent-domain to that one,"
                            + " or start with an authority for this one.",
                    e);
        }
    }

    /**
     * What a server sends in a handshake: the certificate, then the one of the issuer that signed it, which may be
     * retired by now. Who trusts us has the root.
     */
    public String chainPem(byte[] der) {
        return Pem.encode("CERTIFICATE", der)
                + Pem.encode("CERTIFICATE", issuerOf(der).der());
    }

    public String rootPem() {
        return Pem.encode("CERTIFICATE", rootDer());
    }

    public Instant rootEnds() {
        return root.getNotAfter().toInstant();
    }

    public byte[] rootDer() {
        try {
            return root.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }

    /** The certificate that signs now, then the root. */
    public String authorityPem() {
        return Pem.encode("CERTIFICATE", current.der()) + rootPem();
    }

    /** The one that signs first, then those of before. */
    public List<Issuer> issuers() {
        return issuers;
    }

    private Issuer issuerOf(byte[] der) {
        if (issuers.size() == 1) {
            return current;
        }
        try {
            X509Certificate leaf = Profiles.decode(der);
            return issuers.stream()
                    .filter(issuer -> issuer.signed(leaf))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Certificate "
                            + CertificateOrder.hex(leaf.getSerialNumber())
                            + " was signed by an issuer that is not among the authority's files."));
        } catch (CertificateException e) {
            throw new IllegalStateException("A certificate that was signed can't be read.", e);
        }
    }

    /** What the issuing certificate is called: certificates of another one are not repeated to boxes. */
    public String issuerName() {
        return current.name();
    }

    /** The library that makes the signatures, for the log. */
    public String signer() {
        return FastestProvider.name();
    }

    /** Whether the server itself made it: good for trials only. */
    public boolean isTest() {
        return TestAuthority.made(root) || TestAuthority.made(current.certificate());
    }

    /** Whether the key that could make any number of issuers lies where the server runs. */
    public boolean rootKeyIsBeside() {
        return rootKeyIsBeside;
    }

    public Instant beginsAt() {
        return current.certificate().getNotBefore().toInstant();
    }

    public Instant endsAt() {
        return current.certificate().getNotAfter().toInstant();
    }

    /** The day from which certificates get a shorter life than was set, when a certificate of today sees it. */
    public Optional<LocalDate> shortensOn(Instant now) {
        LocalDate end = LocalDate.ofInstant(now.plus(validity), ZoneOffset.UTC);
        return Validity.tooLongFrom(validity, now).filter(day -> !day.isAfter(end));
    }

    private static void mustBeALifeThatWorks(Duration validity, Instant now) {
        Duration longest = Validity.longestOn(now);
        if (validity.compareTo(longest) > 0) {
            throw new AuthorityRefused("padlock.issuance.validity is " + validity.toDays() + " days; browsers take "
                    + longest.toDays() + " today at the most (CA/Browser Forum Baseline Requirements, section 6.3.2).");
        }
        if (validity.compareTo(STOCK_BOX_RENEWS_AT) <= 0) {
            throw new AuthorityRefused("padlock.issuance.validity is " + validity.toDays()
                    + " days; a stock box renews a certificate with fewer than 10 days left, so it would ask for ever."
                    + " Set 11 days or more.");
        }
    }
}
