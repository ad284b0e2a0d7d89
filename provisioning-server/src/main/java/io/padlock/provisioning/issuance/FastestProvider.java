package io.padlock.provisioning.issuance;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Who signs, verifies and makes keys: Amazon's native code where this machine can load it, otherwise Bouncy Castle. The
 * JDK's own would take ten times as long. It is named at each call, and the JVM's list of providers stays as it is.
 */
final class FastestProvider {

    private static final Provider PROVIDER = corretto().orElseGet(BouncyCastleProvider::new);

    private FastestProvider() {}

    /** Another processor, another C library, a folder for temporary files that runs nothing: then it is not there. */
    private static Optional<Provider> corretto() {
        try {
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
            return Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
        } catch (LinkageError | RuntimeException e) {
            return Optional.empty();
        }
    }

    static String name() {
        return (PROVIDER instanceof BouncyCastleProvider ? "Bouncy Castle " : "Amazon Corretto Crypto Provider ")
                + PROVIDER.getVersionStr();
    }

    static Signature signature(String algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm, PROVIDER);
    }

    static KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, PROVIDER);
    }

    static KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm, PROVIDER);
    }

    static SecureRandom random() {
        try {
            return SecureRandom.getInstance("DEFAULT", PROVIDER);
        } catch (GeneralSecurityException e) {
            return new SecureRandom();
        }
    }
}
