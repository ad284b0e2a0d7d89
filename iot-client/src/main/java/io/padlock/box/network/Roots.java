package io.padlock.box.network;

import io.padlock.box.identity.IdentityConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom the box believes to be the server: the system's roots, and those that were given beside them. */
@ApplicationScoped
public class Roots {

    private final Optional<Path> given;

    public Roots(IdentityConfig config) {
        this.given = config.serverRoots();
    }

    public X509TrustManager trust() {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate root : ofTheSystem()) {
                all.setCertificateEntry("system-" + number++, root);
            }
            if (given.isPresent()) {
                for (Certificate root : in(given.get())) {
                    all.setCertificateEntry("given-" + number++, root);
                }
            }
            return trusting(all);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The roots in " + given.orElse(null) + " can't be read: " + e, e);
        }
    }

    private static X509Certificate[] ofTheSystem() throws GeneralSecurityException {
        return trusting(null).getAcceptedIssuers();
    }

    /** @param roots null for the system's */
    private static X509TrustManager trusting(KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager one) {
                return one;
            }
        }
        throw new GeneralSecurityException("This Java has no X.509 trust manager.");
    }

    private static Iterable<? extends Certificate> in(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }
}
