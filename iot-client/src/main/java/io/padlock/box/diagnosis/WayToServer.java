package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.box.network.Trouble;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The steps of a connection, each by itself: the name, the port, and who answers there. */
final class WayToServer {

    private static final int PATIENCE_MS = 5_000;

    private final Proxy proxy;
    private final Roots roots;

    WayToServer(Proxy proxy, Roots roots) {
        this.proxy = proxy;
        this.roots = roots;
    }

    /** Up to the first that is bad; of those behind it nothing could be said. */
    List<Finding> look(ServerAddress server) {
        Optional<InetSocketAddress> through = proxy.addressTowards(server);
        String host = through.map(InetSocketAddress::getHostString).orElse(server.host());
        int port = through.map(InetSocketAddress::getPort).orElse(server.port());
        List<Finding> findings = new ArrayList<>();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            findings.add(Finding.bad(
                    Subject.NAME_OF_SERVER,
                    Phrase.of("name.not-found", host),
                    Phrase.of("name.not-found-remedy", host)));
            return findings;
        }
        findings.add(Finding.well(Subject.NAME_OF_SERVER, Phrase.of("name.found", host, listed(addresses))));
        findings.add(connect(addresses, port));
        if (!findings.get(1).isBad()) {
            findings.add(trust(server, through, addresses));
        }
        return findings;
    }

    private static Finding connect(InetAddress[] addresses, int port) {
        List<Phrase> failures = new ArrayList<>();
        boolean isFiltered = false;
        for (InetAddress address : addresses) {
            String where = address.getHostAddress();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
                return Finding.well(Subject.WAY_TO_SERVER, Phrase.of("way.open", where, port));
            } catch (SocketTimeoutException silent) {
                isFiltered = true;
                failures.add(Phrase.of("way.silent", where, port));
            } catch (ConnectException refused) {
                failures.add(Phrase.of("way.refused", where, port));
            } catch (IOException other) {
                isFiltered = true;
                failures.add(Phrase.of("way.none", where, port, String.valueOf(other.getMessage())));
            }
        }
        return Finding.bad(
                Subject.WAY_TO_SERVER,
                Phrase.of("way.failures", failures),
                isFiltered ? Phrase.of("way.filtered-remedy", port) : Phrase.of("way.refused-remedy", port));
    }

    private Finding trust(ServerAddress server, Optional<InetSocketAddress> through, InetAddress[] addresses) {
        if (!server.secure()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.this-machine"));
        }
        if (through.isPresent()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.proxy"));
        }
        Shown shown = new Shown(roots.trust());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(addresses[0], server.port()), PATIENCE_MS);
            plain.setSoTimeout(PATIENCE_MS);
            handshake(plain, server, shown);
            return Finding.well(Subject.TRUST, Phrase.of("trust.well", shown.subject(), shown.issuer()));
        } catch (IOException | GeneralSecurityException e) {
            return shown.certificate == null
                    ? Finding.bad(
                            Subject.TRUST,
                            Phrase.of("trust.no-tls", Trouble.inWords(e)),
                            Phrase.of("trust.no-tls-remedy", server.host()))
                    : Finding.bad(
                            Subject.TRUST,
                            Phrase.of("trust.not", shown.subject(), shown.issuer(), Trouble.inWords(e)),
                            Phrase.of("trust.not-remedy", server.host()));
        }
    }

    private static void handshake(Socket plain, ServerAddress server, Shown shown)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {shown}, null);
        try (SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), false)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
    }

    private static String listed(InetAddress[] addresses) {
        return Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    /** Judges as the box does when it asks, and remembers what was shown. */
    private static final class Shown implements X509TrustManager {

        private final X509TrustManager judge;
        private X509Certificate certificate;

        Shown(X509TrustManager judge) {
            this.judge = judge;
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
}
