package io.padlock.box.printers;

import io.padlock.box.printers.Refused.Kind;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What a printer shows, and what it answers. */
final class Visit {

    private static final String SERVICE = "/cgi-bin/epos/service.cgi?devid=local_printer&timeout=10000";
    /** A job with nothing in it: a printer says how it is, and prints nothing. */
    private static final String NOTHING_TO_PRINT =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                    + "<s:Body><epos-print xmlns=\"http://www.epson-pos.com/schemas/2011/03/epos-print\"></epos-print>"
                    + "</s:Body></s:Envelope>";

    private static final Pattern STATUS_LINE = Pattern.compile("\\AHTTP/1\\.[01] ([0-9]{3})");

    private static final String NO_TLS = "printer-reach.no-tls";

    /** A shop's network answers at once, or not at all. */
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    private final PrinterAddress address;
    private final Ports ports;
    private final Duration patience;

    Visit(PrinterAddress address, Ports ports, Duration patience) {
        this.address = address;
        this.ports = ports;
        this.patience = patience;
    }

    /** Where printers listen. */
    record Ports(int https, int http) {

        private static final int HIGHEST = 65_535;

        Ports {
            mustBeAPort("padlock.box.printers.https-port", https);
            mustBeAPort("padlock.box.printers.http-port", http);
        }

        private static void mustBeAPort(String setting, int port) {
            if (port < 1 || port > HIGHEST) {
                throw new IllegalArgumentException(setting + " is " + port + "; a port is 1 to " + HIGHEST + ".");
            }
        }
    }

    /** @param certificate null where no TLS came about */
    record Seen(ServedCertificate certificate, Phrase problem, Epos epos) {}

    /** Whether it is a printer that the point of sale can print on. */
    record Epos(Answer answer, Phrase says) {}

    enum Answer {
        YES,
        NO,
        NOT_ASKED
    }

    /** Over HTTPS; where that does not come about, whether it is a printer at least over HTTP. */
    Seen look() {
        Seen secured = overHttps();
        if (secured.certificate() != null) {
            return secured;
        }
        Epos plain = overHttp();
        boolean isSwitchedOff =
                plain.answer() == Answer.YES && !secured.problem().key().equals(NO_TLS);
        Phrase problem =
                isSwitchedOff ? Phrase.of("printer-reach.only-http", address, ports.https()) : secured.problem();
        return new Seen(null, problem, plain);
    }

    Seen overHttps() {
        AnyCertificate shown = new AnyCertificate();
        try (Talk talk = Talk.open(address, ports.https(), CONNECTING, patience)) {
            talk.secure(shown);
            ServedCertificate certificate = new ServedCertificate(shown.chain);
            return new Seen(certificate, null, ask(talk));
        } catch (IOException e) {
            return new Seen(null, inWords(e), new Epos(Answer.NOT_ASKED, Phrase.of("epos.not-asked")));
        }
    }

    Epos overHttp() {
        try (Talk talk = Talk.open(address, ports.http(), CONNECTING, patience)) {
            return ask(talk);
        } catch (IOException e) {
            return new Epos(Answer.NOT_ASKED, Phrase.of("epos.not-asked"));
        }
    }

    /** What it shows now. */
    ServedCertificate certificate() throws Refused {
        AnyCertificate shown = new AnyCertificate();
        try (Talk talk = Talk.open(address, ports.https(), CONNECTING, patience)) {
            talk.secure(shown);
            return new ServedCertificate(shown.chain);
        } catch (IOException e) {
            throw new Refused(Kind.NOT_REACHED, inWords(e));
        }
    }

    /** As a browser that was given these and nothing else. */
    boolean isTrustedBy(List<X509Certificate> roots) {
        try (Talk talk = Talk.open(address, ports.https(), CONNECTING, patience)) {
            talk.secure(only(roots));
            return true;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private static X509TrustManager only(List<X509Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate root : roots) {
            store.setCertificateEntry(Fingerprint.of(root).digits(), root);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return (X509TrustManager) trust.getTrustManagers()[0];
    }

    private static Epos ask(Talk talk) {
        try {
            String answer = talk.post(
                    SERVICE,
                    "text/xml; charset=utf-8",
                    NOTHING_TO_PRINT,
                    text -> EposResponse.in(text).isPresent());
            Optional<EposResponse> response = EposResponse.in(answer);
            if (response.isPresent()) {
                return new Epos(
                        Answer.YES,
                        response.get()
                                .code()
                                .map(code -> Phrase.of("epos.says", code))
                                .orElseGet(() -> Phrase.of("epos.yes")));
            }
            Matcher status = STATUS_LINE.matcher(answer);
            return new Epos(
                    Answer.NO, status.find() ? Phrase.of("epos.status", status.group(1)) : Phrase.of("epos.no"));
        } catch (IOException e) {
            return new Epos(Answer.NO, Phrase.of("epos.no"));
        }
    }

    private Phrase inWords(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return Phrase.of("printer-reach.silent", address, ports.https());
        }
        if (failure instanceof NoRouteToHostException
                || String.valueOf(failure.getMessage()).contains("unreachable")) {
            return Phrase.of("printer-reach.no-route", address);
        }
        if (failure instanceof ConnectException) {
            return Phrase.of("printer-reach.refused", address, ports.https());
        }
        return Phrase.of(failure instanceof SSLException ? NO_TLS : "printer-reach.cut", address, ports.https());
    }

    /** Keeps what was shown. Nothing that is believed comes of it: a person compares, or a fingerprint does. */
    private static final class AnyCertificate extends Talk.Everybody {

        private final List<X509Certificate> chain = new ArrayList<>();

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
            chain.addAll(List.of(shown));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
            chain.addAll(List.of(shown));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type) {
            chain.addAll(List.of(shown));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {
            throw new UnsupportedOperationException("Nobody connects to this.");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("Nobody connects to this.");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type) {
            throw new UnsupportedOperationException("Nobody connects to this.");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
