package io.padlock.testing.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The printer of the tests' own, by what it says to who comes without a browser. */
@Timeout(120)
class PrinterTest {

    private static final String JOB = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
            <epos-print xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print">%s</epos-print>
            </s:Body></s:Envelope>""";
    private static final String SERVICE = "/cgi-bin/epos/service.cgi?devid=local_printer&timeout=10000";

    @Test
    void prints_what_comes_over_https_and_http_and_puts_an_empty_job_on_no_paper() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            for (String url : new String[] {printer.url(), printer.plainUrl()}) {
                assertThat(post(url, SERVICE, JOB.formatted(""))).contains("success=\"true\" code=\"\"");
            }
            assertThat(printer.printed()).isEmpty();

            assertThat(post(printer.url(), SERVICE, JOB.formatted("<text>Hello</text>")))
                    .contains("success=\"true\"");
            assertThat(printer.printed()).singleElement().asString().contains("<text>Hello</text>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no XML", "<other/>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"})
    void what_is_no_job_has_a_schema_error(String body) throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            assertThat(post(printer.plainUrl(), SERVICE, body)).contains("success=\"false\" code=\"SchemaError\"");
            assertThat(post(printer.plainUrl(), "/cgi-bin/epos/service.cgi?devid=kitchen", JOB.formatted("")))
                    .contains("success=\"false\" code=\"DeviceNotFound\"");
        }
    }

    @Test
    void old_firmware_makes_what_browsers_object_to_for_ten_years() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            X509Certificate shown = shownBy(printer);

            assertThat(shown.getSubjectX500Principal()).hasToString("CN=127.0.0.1");
            assertThat(shown.getSubjectAlternativeNames()).isNull();
            assertThat(shown.getSigAlgName()).isEqualTo("SHA1withRSA");
            assertThat(shown.getPublicKey().getEncoded().length).isLessThan(200);
            assertThat(Duration.between(
                            shown.getNotBefore().toInstant(),
                            shown.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(3650));
        }
    }

    @Test
    void is_expired_or_made_for_another_address_or_right_where_a_test_wants_it() throws Exception {
        try (Printer expired = Printer.start(
                        Model.making(address -> Selfsigned.forAddress(address).expired())
                                .at(0, 0),
                        "127.0.0.1");
                Printer moved = Printer.start(
                        Model.making(address -> Selfsigned.forAddress("192.168.1.25"))
                                .at(0, 0),
                        "127.0.0.1");
                Printer right =
                        Printer.start(Model.making(Selfsigned::forAddress).at(0, 0), "127.0.0.1")) {
            assertThat(shownBy(expired).getNotAfter()).isBefore(Date.from(Instant.now()));
            assertThat(shownBy(moved).getSubjectAlternativeNames().toString()).contains("192.168.1.25");
            assertThat(shownBy(right).getSubjectAlternativeNames().toString()).contains("127.0.0.1");
        }
    }

    @Test
    void its_page_is_for_who_knows_the_serial_number() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            assertThat(got(printer, "", "/certificates").headers().firstValue("Location"))
                    .hasValue("/login");
            assertThat(filled(printer, "", "/login", "id=epson&password=epson").statusCode())
                    .isEqualTo(403);

            assertThat(got(printer, signedIn(printer), "/certificates").body())
                    .contains("Selfsigned Certificate: CN=127.0.0.1", "Imported Certificate: none");
        }
    }

    @Test
    void serves_what_it_made_by_its_form_only_after_its_restart() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            X509Certificate before = shownBy(printer);
            String session = signedIn(printer);

            filled(printer, session, "/certificates/create", "common-name=127.0.0.1&years=3");

            assertThat(shownBy(printer)).isEqualTo(before);
            printer.restart();
            X509Certificate after = shownBy(printer);
            assertThat(after).isNotEqualTo(before).isEqualTo(printer.serves().certificate());
            assertThat(Duration.between(
                            after.getNotBefore().toInstant(),
                            after.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(3 * 365));
        }
    }

    @Test
    void serves_what_was_imported_when_that_was_chosen_and_it_was_told_to_restart() throws Exception {
        try (Printer printer = Printer.start(Model.oldFirmware().at(0, 0), "127.0.0.1")) {
            String session = signedIn(printer);
            Held better = Selfsigned.forAddress("127.0.0.1").make();
            byte[] file = pkcs12(better, "secret");

            assertThat(imported(printer, session, file, "wrong")).contains("could not be imported");
            assertThat(imported(printer, session, "rubbish".getBytes(), "secret"))
                    .contains("could not be imported");
            Held other = Selfsigned.forAddress("127.0.0.1").make();
            assertThat(imported(printer, session, pkcs12(new Held(other.key(), better.certificate()), "s"), "s"))
                    .contains("could not be imported");
            assertThat(imported(printer, session, file, "secret")).contains("The certificate was imported.");
            assertThat(filled(printer, session, "/ssl", "server-certificate=IMPORTED")
                            .body())
                    .contains("after a reset");
            try (Socket open = new Socket("127.0.0.1", printer.httpsPort())) {
                open.setSoTimeout(60_000);
                filled(printer, session, "/reset", "");
                assertThat(endOf(open))
                        .as("an open connection ends at a restart")
                        .isTrue();
            }

            printer.awaitRestarts(1);
            assertThat(shownBy(printer)).isEqualTo(better.certificate());
        }
    }

    @Test
    void shows_another_certificate_at_each_connection_where_a_test_wants_it() throws Exception {
        try (Printer printer = Printer.start(
                Model.making(Selfsigned::forAddress).behaving(Manner.CHANGING).at(0, 0), "127.0.0.1")) {
            assertThat(shownBy(printer)).isNotEqualTo(shownBy(printer));
        }
    }

    @Test
    void what_is_no_printer_has_pages_and_no_service() throws Exception {
        try (Printer router = Printer.start(
                        Model.oldFirmware().behaving(Manner.ANOTHER_DEVICE).at(0, 0), "127.0.0.1");
                Printer page = Printer.start(
                        Model.oldFirmware()
                                .behaving(Manner.A_PAGE_FOR_EVERYTHING)
                                .at(0, 0),
                        "127.0.0.1")) {
            assertThat(post(router.url(), SERVICE, JOB.formatted(""))).doesNotContain("<response");
            assertThat(post(page.url(), SERVICE, JOB.formatted(""))).contains("Welcome");
        }
    }

    @Test
    void hangs_before_and_after_tls_or_speaks_none() throws Exception {
        try (Listener hanging = Listener.thatHangs("127.0.0.1", 0);
                Listener plain = Listener.withoutTls("127.0.0.1", 0);
                Printer silent = Printer.start(
                        Model.making(Selfsigned::forAddress)
                                .behaving(Manner.SILENT)
                                .at(0, 0),
                        "127.0.0.1")) {
            assertThatThrownBy(() -> shownAt("127.0.0.1", hanging.port(), 500))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> shownAt("127.0.0.1", plain.port(), 60_000)).isInstanceOf(SSLException.class);
            assertThat(shownBy(silent)).isEqualTo(silent.serves().certificate());
        }
    }

    @Test
    void finds_an_address_of_its_own_beside_others() throws Exception {
        try (Printer one = Printer.start(Model.making(Selfsigned::forAddress).at(0, 0));
                Printer two = Printer.start(Model.making(Selfsigned::forAddress).at(one.httpsPort(), one.httpPort()))) {
            assertThat(one.address()).isNotEqualTo(two.address());
            assertThat(shownBy(one)).isNotEqualTo(shownBy(two));
        }
    }

    private static String post(String url, String path, String body) throws Exception {
        return sent(url + path, "", "text/xml; charset=utf-8", body.getBytes(StandardCharsets.UTF_8))
                .body();
    }

    private static String signedIn(Printer printer) throws Exception {
        HttpResponse<String> answer = filled(printer, "", "/login", "id=epson&password=" + printer.serialNumber());
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static HttpResponse<String> filled(Printer printer, String session, String path, String fields)
            throws Exception {
        return sent(
                printer.url() + path,
                session,
                "application/x-www-form-urlencoded",
                fields.getBytes(StandardCharsets.UTF_8));
    }

    private static String imported(Printer printer, String session, byte[] file, String password) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("""
                --limit\r
                Content-Disposition: form-data; name="file"; filename="printer.p12"\r
                Content-Type: application/x-pkcs12\r
                \r
                """.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("""
                \r
                --limit\r
                Content-Disposition: form-data; name="password"\r
                \r
                %s\r
                --limit--\r
                """.formatted(password).getBytes(StandardCharsets.UTF_8));
        return sent(
                        printer.url() + "/certificates/import",
                        session,
                        "multipart/form-data; boundary=limit",
                        body.toByteArray())
                .body();
    }

    private static HttpResponse<String> got(Printer printer, String session, String path) throws Exception {
        return sent(HttpRequest.newBuilder(URI.create(printer.url() + path)), session);
    }

    private static HttpResponse<String> sent(String url, String session, String type, byte[] body) throws Exception {
        return sent(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body)),
                session);
    }

    /** Without a session of TLS from before either: its certificate would be that of then. */
    private static HttpResponse<String> sent(HttpRequest.Builder request, String session) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(believing())
                .build()
                .send(request.header("Cookie", session).build(), BodyHandlers.ofString());
    }

    private static SSLContext believing() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, null);
        return context;
    }

    private static byte[] pkcs12(Held held, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("printer", held.key(), password.toCharArray(), new Certificate[] {held.certificate()});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }

    private static X509Certificate shownBy(Printer printer) throws Exception {
        return shownAt(printer.address(), printer.httpsPort(), 60_000);
    }

    private static X509Certificate shownAt(String address, int port, int patience) throws Exception {
        try (SSLSocket socket = (SSLSocket) believing().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(address, port), 60_000);
            socket.setSoTimeout(patience);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static boolean endOf(Socket socket) throws Exception {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Not even the names are held against the address. */
    private static final class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
