package io.padlock.box.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
        must(leaf.getPublicKey().equals(key.publicKey()), "received.other-key");
        return checked(chain, key.privateKey(), renewal(leaf, from, to, random), now);
    }

    /** From a stock service, which makes the key itself. */
    public static CertificatePair check(String keyPem, String chainPem, Instant now, RandomGenerator random)
            throws Unusable {
        List<X509Certificate> chain = read(chainPem);
        X509Certificate leaf = chain.get(0);
        PrivateKey key;
        try {
            key = Pem.key(keyPem);
        } catch (GeneralSecurityException e) {
            throw Unusable.because(e, "received.no-key");
        }
        must(Keys.belongTogether(leaf.getPublicKey(), key), "received.other-key");
        return checked(chain, key, renewal(leaf, null, null, random), now);
    }

    private static CertificatePair checked(List<X509Certificate> chain, PrivateKey key, Instant renewAt, Instant now)
            throws Unusable {
        X509Certificate leaf = chain.get(0);
        must(
                DnsNames.zone(DnsNames.of(leaf)) != null,
                "received.other-names",
                DnsNames.of(leaf).toString());
        Instant from = leaf.getNotBefore().toInstant();
        Instant to = leaf.getNotAfter().toInstant();
        must(!now.isBefore(from), "received.not-yet", from, now);
        must(now.isBefore(to), "received.ended", to, now);
        for (int i = 0; i + 1 < chain.size(); i++) {
            mustBeSignedBy(chain.get(i + 1), chain.get(i));
            mustBeValid(chain.get(i + 1), now);
        }
        return new CertificatePair(key, chain, renewAt);
    }

    private static List<X509Certificate> read(String pem) throws Unusable {
        try {
            List<X509Certificate> chain = Pem.chain(pem);
            must(!chain.isEmpty(), "received.nothing");
            return chain;
        } catch (GeneralSecurityException e) {
            throw Unusable.because(e, "received.unreadable");
        }
    }

    private static void mustBeSignedBy(X509Certificate issuer, X509Certificate certificate) throws Unusable {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw Unusable.because(e, "received.not-signed");
        }
    }

    /** Browsers look at the dates of all of them. */
    private static void mustBeValid(X509Certificate issuer, Instant now) throws Unusable {
        Instant from = issuer.getNotBefore().toInstant();
        Instant to = issuer.getNotAfter().toInstant();
        must(!now.isBefore(from) && now.isBefore(to), Unusable.ISSUERS_DATES, from, to, now);
    }

    /** By chance, so that boxes that were installed together do not renew together. */
    public static Instant renewal(X509Certificate leaf, Instant from, Instant to, RandomGenerator random) {
        Instant end = leaf.getNotAfter().toInstant();
        boolean isTold = from != null && to != null && from.isBefore(to) && !to.isAfter(end);
        Instant begin = isTold ? from : CertificatePair.twoThirdsOfTheLife(leaf);
        // Where nobody said until when: half of what is left, which leaves the other half for failures.
        Instant last = isTold ? to : begin.plus(Duration.between(begin, end).dividedBy(2));
        return begin.getEpochSecond() < last.getEpochSecond()
                ? Instant.ofEpochSecond(random.nextLong(begin.getEpochSecond(), last.getEpochSecond()))
                : begin;
    }

    private static void must(boolean holds, String otherwise, Object... arguments) throws Unusable {
        if (!holds) {
            throw Unusable.because(otherwise, arguments);
        }
    }
}
