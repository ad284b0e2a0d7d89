package io.padlock.box.printers;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What a printer shows whoever connects to it. Nothing in it is believed. */
public record ServedCertificate(List<X509Certificate> chain) {

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;
    private static final int MOST_NAMES = 20;

    public ServedCertificate {
        chain = List.copyOf(chain);
    }

    public X509Certificate leaf() {
        return chain.get(0);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(leaf());
    }

    public String subject() {
        return Shown.text(leaf().getSubjectX500Principal().getName());
    }

    public String issuer() {
        return Shown.text(leaf().getIssuerX500Principal().getName());
    }

    public boolean isSelfSigned() {
        return isSignedBy(leaf());
    }

    boolean isSignedBy(X509Certificate root) {
        try {
            leaf().verify(root.getPublicKey());
            return leaf().getIssuerX500Principal().equals(root.getSubjectX500Principal());
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Whether it may sign others: what lists of authorities take, and servers should not show. */
    boolean isAuthority() {
        return leaf().getBasicConstraints() >= 0;
    }

    String commonName() {
        try {
            return new LdapName(leaf().getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }

    List<String> addresses() {
        return alternativeNames(ADDRESS);
    }

    /** Of the SAN, for people. */
    public List<String> names() {
        return alternativeNames().stream()
                .limit(MOST_NAMES)
                .map(name -> Shown.text(String.valueOf(name.get(1))))
                .toList();
    }

    List<String> dnsNames() {
        return alternativeNames(DNS_NAME);
    }

    private List<String> alternativeNames(int type) {
        return alternativeNames().stream()
                .filter(name -> name.get(0).equals(type))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    private Collection<List<?>> alternativeNames() {
        try {
            Collection<List<?>> names = leaf().getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /** Begun ones count. */
    public long days() {
        return Duration.between(notBefore(), notAfter())
                .plusDays(1)
                .minusSeconds(1)
                .toDays();
    }

    public String key() {
        int bits = bits();
        return leaf().getPublicKey().getAlgorithm() + (bits == 0 ? "" : " " + bits);
    }

    /** 0 where that is no number of bits. */
    private int bits() {
        PublicKey key = leaf().getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength();
        }
        return key instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : 0;
    }

    boolean isRsaUnder(int least) {
        return leaf().getPublicKey() instanceof RSAPublicKey && bits() < least;
    }

    public String signature() {
        return Shown.text(leaf().getSigAlgName());
    }

    List<String> purposes() {
        try {
            List<String> purposes = leaf().getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
