package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.box.network.RootsUnreadable;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The steps of a connection, each by itself: the name, the port, and who answers there. */
final class WayToServer {

    private static final int PATIENCE_MS = 5_000;

    private final Proxy proxy;
    private final Roots roots;
    private final LoginPage loginPage;

    WayToServer(Proxy proxy, Roots roots, LoginPage loginPage) {
        this.proxy = proxy;
        this.roots = roots;
        this.loginPage = loginPage;
    }

    /** Up to the first that is bad; of those behind it nothing could be said. */
    List<Finding> look(ServerAddress server) {
        Optional<InetSocketAddress> through = proxy.addressTowards(server);
        String host = through.map(InetSocketAddress::getHostString).orElse(server.host());
        try {
            return look(server, through, InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of(Finding.bad(
                    Subject.NAME_OF_SERVER,
                    Phrase.of("name.not-found", host),
                    Phrase.of("name.not-found-remedy", host)));
        }
    }

    /** @param addresses of the server, or of the proxy before it */
    List<Finding> look(ServerAddress server, Optional<InetSocketAddress> through, InetAddress... addresses) {
        String host = through.map(InetSocketAddress::getHostString).orElse(server.host());
        int port = through.map(InetSocketAddress::getPort).orElse(server.port());
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well(Subject.NAME_OF_SERVER, Phrase.of("name.found", host, listed(addresses))));
        List<Phrase> failures = new ArrayList<>();
        boolean isFiltered = false;
        for (InetAddress address : addresses) {
            String where = address.getHostAddress();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
                findings.add(Finding.well(Subject.WAY_TO_SERVER, Phrase.of("way.open", where, port)));
                findings.add(trust(server, through, socket));
                return findings;
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
        Finding closed = Finding.bad(
                Subject.WAY_TO_SERVER,
                Phrase.of("way.failures", failures),
                isFiltered ? Phrase.of("way.filtered-remedy", port) : Phrase.of("way.refused-remedy", port));
        findings.add(through.isPresent() ? closed : loginPage.orElse(closed, server));
        return findings;
    }

    /** Of the one at that very address: another one of the server's may lead to somebody else. */
    private Finding trust(ServerAddress server, Optional<InetSocketAddress> through, Socket opened) {
        if (!server.secure()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.this-machine"));
        }
        if (through.isPresent()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.proxy"));
        }
        Shown shown;
        try {
            shown = new Shown(roots.trust());
        } catch (RootsUnreadable e) {
            return Finding.bad(
                    Subject.TRUST, Phrase.of("trust.roots", Trouble.inWords(e)), Phrase.of("trust.roots-remedy"));
        }
        try {
            opened.setSoTimeout(PATIENCE_MS);
            shown.handshake(opened, server);
            return Finding.well(Subject.TRUST, Phrase.of("trust.well", shown.subject(), shown.issuer()));
        } catch (IOException | GeneralSecurityException e) {
            return loginPage.orElse(
                    shown.isNothing()
                            ? Finding.bad(
                                    Subject.TRUST,
                                    Phrase.of("trust.no-tls", Trouble.inWords(e)),
                                    Phrase.of("trust.no-tls-remedy", server.host()))
                            : Finding.bad(
                                    Subject.TRUST,
                                    Phrase.of("trust.not", shown.subject(), shown.issuer(), Trouble.inWords(e)),
                                    Phrase.of("trust.not-remedy", server.host())),
                    server);
        }
    }

    private static String listed(InetAddress[] addresses) {
        return Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }
}
