package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Which certificate somebody shows: judged as the box does when it asks, and remembered. */
final class Shown implements X509TrustManager {

    private final X509TrustManager judge;
    private X509Certificate certificate;

    Shown(X509TrustManager judge) {
        this.judge = judge;
    }

    void handshake(Socket plain, ServerAddress server) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
        try (SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), false)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
    }

    boolean isNothing() {
        return certificate == null;
    }

    String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        certificate = chain[0];
        judge.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
