package io.padlock.box;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Trusts one root and checks chain and name, as browsers do. Every name leads to this machine. */
public final class LanBrowser {

    /** What it shows, and behind the padlock. */
    public record Page(X509Certificate certificate, String text) {}

    private static final int PATIENCE_MS = 10_000;

    private final SSLContext tls;

    public LanBrowser(X509Certificate root) {
        try {
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            roots.setCertificateEntry("root", root);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(roots);
            tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws javax.net.ssl.SSLException where a browser would warn */
    public Page open(String name, int port, String path) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, name, port, true)) {
            SSLParameters asBrowsersDo = socket.getSSLParameters();
            asBrowsersDo.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(asBrowsersDo);
            socket.setSoTimeout(PATIENCE_MS);
            socket.startHandshake();
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + name + ":" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Page((X509Certificate) socket.getSession().getPeerCertificates()[0], text);
        }
    }
}
