package io.padlock.box.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a server sent, judged before anything is done with it: a box that installed whatever came would cut off its shop.
 *
 * <p>Not judged is who signed it: the box has no need of the root, and the browsers that do have it will say.
 */
public final class Received {

    private Received() {}

    /**
     * @param from the window in which to renew, of which one moment is taken by chance; null where none was told
     * @throws Unusable with a sentence that says what is wrong with it
     */
    public static CertificatePair check(
            BoxKey key, String chainPem, Instant from, Instant to, Instant now, RandomGenerator random)
            throws Unusable {
        List<X509Certificate> chain = read(chainPem);
        X509Certificate leaf = chain.get(0);
        must(leaf.getPublicKey().equals(key.publicKey()), "The certificate is for another key than the box's.");
        must(
                DnsNames.zone(DnsNames.of(leaf)) != null,
                "The certificate is for " + DnsNames.of(leaf) + ", which are no names of a box.");
        must(
                !now.isBefore(leaf.getNotBefore().toInstant()),
                "The certificate is valid from " + leaf.getNotBefore().toInstant() + " on, and this box's clock says "
                        + now + ".");
        must(
                now.isBefore(leaf.getNotAfter().toInstant()),
                "The certificate ended on " + leaf.getNotAfter().toInstant() + ", and this box's clock says " + now
                        + ".");
        for (int i = 0; i + 1 < chain.size(); i++) {
            mustBeSignedBy(chain.get(i + 1), chain.get(i));
        }
        return new CertificatePair(key.privateKey(), chain, renewal(leaf, from, to, random));
    }

    private static List<X509Certificate> read(String pem) throws Unusable {
        try {
            List<X509Certificate> chain = Pem.chain(pem);
            must(!chain.isEmpty(), "The answer holds no certificate.");
            return chain;
        } catch (GeneralSecurityException e) {
            throw new Unusable("The answer holds a certificate that can't be read.", e);
        }
    }

    private static void mustBeSignedBy(X509Certificate issuer, X509Certificate certificate) throws Unusable {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new Unusable("The certificate was not signed by the one that follows it.", e);
        }
    }

    /** By chance, so that boxes that were installed together do not renew together. */
    private static Instant renewal(X509Certificate leaf, Instant from, Instant to, RandomGenerator random) {
        if (from == null
                || to == null
                || from.getEpochSecond() >= to.getEpochSecond()
                || to.isAfter(leaf.getNotAfter().toInstant())) {
            return CertificatePair.twoThirdsOfTheLife(leaf);
        }
        return Instant.ofEpochSecond(random.nextLong(from.getEpochSecond(), to.getEpochSecond()));
    }

    private static void must(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw new Unusable(otherwise);
        }
    }
}
