package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.names.MachinesLookUp;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Reply;
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
import java.util.List;
import java.util.Optional;

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
    Way look(ServerAddress server) {
        NextHop next = NextHop.towards(server, proxy.addressTowards(server));
        try {
            return look(server, next, MachinesLookUp.of(next.host(), MachinesLookUp.PATIENCE));
        } catch (UnknownHostException e) {
            return Way.of(List.of(next.notFound()));
        } catch (SocketTimeoutException e) {
            return Way.of(List.of(next.notFoundWithin(MachinesLookUp.PATIENCE)));
        }
    }

    /** @param addresses of the next */
    Way look(ServerAddress server, NextHop next, InetAddress... addresses) {
        List<Finding> findings = new ArrayList<>();
        findings.add(next.found(addresses));
        List<Phrase> failures = new ArrayList<>();
        boolean isFiltered = false;
        for (InetAddress address : addresses) {
            String where = address.getHostAddress();
            int port = next.port();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
                findings.add(next.open(where));
                Finding trust = trust(server, next, socket);
                return trust.isBad() ? barred(findings, trust, server) : whole(findings, trust);
            } catch (RootsUnreadable e) {
                return whole(
                        findings,
                        Finding.bad(
                                Subject.TRUST,
                                Phrase.of("trust.roots", Trouble.inWords(e)),
                                Phrase.of("trust.roots-remedy")));
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
        Finding closed = next.closed(failures, isFiltered);
        return next.isProxy() ? whole(findings, closed) : barred(findings, closed, server);
    }

    private static Way whole(List<Finding> findings, Finding last) {
        findings.add(last);
        return Way.of(findings);
    }

    private Way barred(List<Finding> findings, Finding bad, ServerAddress server) {
        Optional<Reply> reply = loginPage.ask(server.host());
        Finding found = loginPage.orElse(bad, reply, server);
        findings.add(found);
        // A login page's clock is nobody's.
        return new Way(List.copyOf(findings), reply.filter(one -> found.equals(bad)));
    }

    /** Of the one at that very address: another one of the server's may lead to somebody else. */
    private Finding trust(ServerAddress server, NextHop next, Socket opened) {
        if (!server.secure()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.this-machine"));
        }
        if (next.isProxy()) {
            return Finding.notLookedAt(Subject.TRUST, Phrase.of("trust.proxy"));
        }
        Shown shown = new Shown(roots.trust());
        try {
            opened.setSoTimeout(PATIENCE_MS);
            shown.handshake(opened, server);
            return Finding.well(Subject.TRUST, Phrase.of("trust.well", shown.subject(), shown.issuer()));
        } catch (IOException | GeneralSecurityException e) {
            return shown.isNothing()
                    ? Finding.bad(
                            Subject.TRUST,
                            Phrase.of("trust.no-tls", Trouble.inWords(e)),
                            Phrase.of("trust.no-tls-remedy", server.host()))
                    : notTrusted(shown, Trouble.inWords(e), server);
        }
    }

    /** Where it is only a matter of time, nobody has opened anything. */
    private static Finding notTrusted(Shown shown, Phrase trouble, ServerAddress server) {
        return Finding.bad(
                Subject.TRUST,
                Phrase.of("trust.not", shown.subject(), shown.issuer(), trouble),
                trouble.key().equals("trouble.not-trusted-yet")
                        ? Phrase.of("clock-wrong.remedy")
                        : Phrase.of("trust.not-remedy", server.host()));
    }
}
