package io.padlock.box.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate for an address in the shop, a printer's for instance, and the root that vouches for it alone.
 *
 * <p>Two, because one can't be both: what Android, iOS and browsers' lists of authorities take has to be an authority, and
 * Firefox refuses an authority that is shown by a server (MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY). The root's key signs
 * once and is forgotten: nobody can make these devices trust anything else by it.
 */
public final class AddressCertificate {

    /** Forms of printers want RSA; 2048 bits are what Apple wants at least. */
    private static final int BITS = 2048;

    private final PrivateKey key;
    private final X509Certificate own;
    private final X509Certificate root;

    private AddressCertificate(PrivateKey key, X509Certificate own, X509Certificate root) {
        this.key = key;
        this.own = own;
        this.root = root;
    }

    /** @param rootName what people find it by in their devices' lists */
    public static AddressCertificate make(String ip, String rootName, Instant from, Instant until) {
        AddressProfile profile = new AddressProfile(ip, rootName, from, until);
        KeyPair rootKey = rsa();
        KeyPair ownKey = rsa();
        X509Certificate root = profile.root(rootKey);
        return new AddressCertificate(ownKey.getPrivate(), profile.own(ownKey.getPublic(), rootKey, root), root);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make an RSA key.", e);
        }
    }

    /** @param pem what {@link #pem} gave */
    public static AddressCertificate read(String pem) throws GeneralSecurityException {
        List<X509Certificate> chain = Pem.chain(pem);
        if (chain.size() != 2) {
            throw new GeneralSecurityException("It has to hold two certificates, and holds " + chain.size() + ".");
        }
        PrivateKey key = Pem.key(pem);
        if (!Keys.belongTogether(chain.get(0).getPublicKey(), key)) {
            throw new GeneralSecurityException("The key and the certificate do not belong together.");
        }
        return new AddressCertificate(key, chain.get(0), chain.get(1));
    }

    /** What the printer shows. */
    public X509Certificate own() {
        return own;
    }

    /** What devices have to trust. */
    public X509Certificate root() {
        return root;
    }

    /** All of it, for the disk. */
    public String pem() {
        return keyPem() + chainPem();
    }

    /** For the printer's form and who fills it in. */
    public String keyPem() {
        return Pem.encode("PRIVATE KEY", key.getEncoded());
    }

    public String chainPem() {
        return Pem.encode(List.of(own, root));
    }

    /** For the printer's form and who fills it in. */
    public byte[] pkcs12(String name, char[] password) {
        return Pkcs12.of(name, key, List.of(own, root), password);
    }

    @Override
    public String toString() {
        return "certificate for " + own.getSubjectX500Principal() + ", its key secret";
    }
}
