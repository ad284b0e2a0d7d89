package io.padlock.provisioning.gathering;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's judgement of what PostgreSQL shows, remembered when it is a no: the client tells those who wait for a connection only
 * that there is none. On the connections' event loops.
 */
final class DatabaseTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager roots;
    private volatile CertificateException refusal;

    private DatabaseTrust(X509ExtendedTrustManager roots) {
        this.roots = roots;
    }

    /** The file was looked at before the start went on: {@code StartSettings}. */
    static DatabaseTrust in(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("root " + trusted.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return new DatabaseTrust((X509ExtendedTrustManager) trust.getTrustManagers()[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("padlock.database.roots is " + file + ", which can't be read.", e);
        }
    }

    /** Of the last certificate that was shown, if it was refused. */
    Optional<CertificateException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        try {
            roots.checkServerTrusted(chain, keyExchange, engine);
            refusal = null;
        } catch (CertificateException e) {
            refusal = e;
            throw e;
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return roots.getAcceptedIssuers();
    }

    /** By those who have no host to compare the certificate with. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        throw notAsked();
    }

    private static CertificateException notAsked() {
        return new CertificateException("Only a PostgreSQL is judged here, by the connection that it is asked over.");
    }
}
