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
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom the box believes to be the server: the system's roots, and those that were given beside them. */
@ApplicationScoped
public class Roots {

    /** Debian's and its kin's: what update-ca-certificates writes. */
    private static final Path OF_THE_MACHINE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private final Optional<Path> given;

    public Roots(IdentityConfig config) {
        this.given = config.serverRoots();
    }

    public X509TrustManager trust() {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate root : ofTheSystem()) {
                all.setCertificateEntry("system-" + number++, root);
            }
            if (given.isPresent()) {
                for (Certificate root : in(given.get())) {
                    all.setCertificateEntry("given-" + number++, root);
                }
            }
            return trusting(all);
        } catch (IOException | GeneralSecurityException e) {
            throw new RootsUnreadable(given.orElse(OF_THE_MACHINE), e);
        }
    }

    /** The machine's own list, which its owner looks after; a Java that came with the box has one that nobody does. */
    private static List<? extends Certificate> ofTheSystem() throws IOException, GeneralSecurityException {
        return Files.isReadable(OF_THE_MACHINE)
                ? List.copyOf(in(OF_THE_MACHINE))
                : List.of(trusting(null).getAcceptedIssuers());
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

    /** Said before anything begins. */
    public static void mustBeReadable(Path file) {
        try {
            if (in(file).isEmpty()) {
                throw new RootsUnreadable(file, new CertificateException("no certificate is in it"));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new RootsUnreadable(file, e);
        }
    }

    private static Collection<? extends Certificate> in(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }
}
