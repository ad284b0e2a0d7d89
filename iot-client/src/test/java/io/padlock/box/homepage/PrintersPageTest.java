package io.padlock.box.homepage;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.printers.AtThePrinter;
import io.padlock.box.printers.Fingerprint;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A box, a printer of old firmware, and somebody with the box's password before both. */
@QuarkusTest
@QuarkusTestResource(value = PrintersPageTest.WithAPrinter.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrintersPageTest {

    /** By properties: the class that made them is another one, of another class loader. */
    private final String password = System.getProperty("padlock.test.password");

    private final String address = System.getProperty("padlock.test.printer");
    private final String printersUrl = System.getProperty("padlock.test.printer-url");
    private final String path = "/printers/" + address;

    @Test
    @Order(1)
    void the_page_says_what_the_printer_shows_and_what_is_missing() {
        Response page = forPeople().get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString())
                .contains("CN=" + address, "answers as an ePOS printer", "at most 825", "No padlock everywhere", "142")
                .contains("data-url=\"https://" + address, "data-forced=")
                .doesNotContain("No words for", "data-good=")
                .as("what is shown now was not given to anybody by a look")
                .doesNotContainPattern("lang=en&(amp;)?fingerprint=");
        assertThat(page.header("Content-Security-Policy")).contains("connect-src 'self' https://" + address);
        assertThat(forPeople().get("/printers").header("Content-Security-Policy"))
                .endsWith("connect-src 'self'");
        assertThat(forPeople().get(path + "?done=generated").asString())
                .as("nothing was")
                .doesNotContain("It is made.");
        for (String language : List.of("fr", "es", "it", "pt", "vi")) {
            assertThat(forPeople().get(path + "?lang=" + language).asString()).contains("lang=\"" + language + "\"");
        }
    }

    @Test
    @Order(2)
    void programs_get_the_same_as_json() {
        JsonPath told = get(path).jsonPath();

        assertThat(told.getString("missing")).isEqualTo("GENERATE");
        assertThat(told.getBoolean("padlock")).isFalse();
        assertThat(told.getString("epos")).isEqualTo("YES");
        assertThat(told.getList("objections.code")).contains("CN_ONLY", "TOO_LONG", "WEAK_SIGNATURE", "WEAK_KEY");
    }

    @Test
    @Order(3)
    void an_address_is_told_by_a_form_without_a_script_and_what_is_none_is_refused() {
        assertThat(given().redirects()
                        .follow(false)
                        .get("/printers/look?address=" + address)
                        .header("Location"))
                .startsWith(path);
        for (Map.Entry<String, Integer> bad : Map.of("8.8.8.8", 403, "printer", 400, "192.168.1.256", 400, "", 400)
                .entrySet()) {
            Response page = forPeople().get("/printers/look?address=" + bad.getKey());
            assertThat(page.statusCode()).as(bad.getKey()).isEqualTo(bad.getValue());
            assertThat(page.asString()).contains("printers/look");
        }
        assertThat(forPeople().get("/printers/8.8.8.8").asString())
                .contains("8.8.8.8 is no address of a shop&#39;s own network");
        assertThat(get("/printers/8.8.8.8/certificate.crt").statusCode()).isEqualTo(403);
        assertThat(forPeople().get("/printers/<script>").asString()).doesNotContain("<script>\"");
    }

    @Test
    @Order(4)
    void nobody_generates_without_the_password_or_from_another_page() {
        for (String what : List.of("/generate", "/printer.p12", "/certificate.pem", "/key.pem")) {
            assertThat(form().formParams("password", "guess").post(path + what).statusCode())
                    .as(what)
                    .isEqualTo(403);
            assertThat(form().header("Sec-Fetch-Site", "cross-site")
                            .formParams("password", password)
                            .post(path + what)
                            .statusCode())
                    .as(what)
                    .isEqualTo(403);
            // The right one in between: five wrong ones close the door.
            assertThat(form().formParams("password", password, "fingerprint", "00".repeat(32))
                            .formParam("years", "9")
                            .formParam("import-password", "Secret-7")
                            .post(path + what)
                            .statusCode())
                    .as(what)
                    .isIn(400, 404);
        }
        assertThat(given().header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Dest", "image")
                        .get(path)
                        .statusCode())
                .isEqualTo(403);
        Response told = given().formParams("password", "guess").post(path + "/generate");
        assertThat(told.statusCode()).isEqualTo(403);
        assertThat(told.jsonPath().getString("refused")).contains("password");
        assertThat(get(path).jsonPath().getList("generated")).isEmpty();
        assertThat(get(path).jsonPath().getMap("")).doesNotContainKey("refused");
        assertThat(get(path + "/certificate.crt").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(5)
    void a_certificate_is_generated_once() {
        Response done = form().formParams("password", password, "years", "").post(path + "/generate?lang=fr");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(forPeople().get(done.header("Location")).asString()).contains("C&#39;est fait");

        Response again = form().formParams("password", password).post(path + "/generate");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asString()).contains("lose access", "name=\"again\"");
        assertThat(given().formParams("password", password)
                        .post(path + "/generate")
                        .jsonPath()
                        .getString("refused"))
                .contains("lose access");
        assertThat(form().formParams("password", password, "again", "yes", "years", "1")
                        .post(path + "/generate")
                        .statusCode())
                .isEqualTo(303);
        assertThat(get(path).jsonPath().getList("generated")).hasSize(2);
        assertThat(forPeople().get("/printers").asString()).contains("href=\"" + path);
    }

    @Test
    @Order(6)
    void each_download_has_its_type_and_name_and_holds_what_it_should() throws Exception {
        String name = "printer-" + address.replace('.', '-');
        JsonPath told = get(path).jsonPath();
        String fingerprint = told.getString("generated[0].fingerprint");

        Response crt = get(path + "/certificate.crt?fingerprint=" + fingerprint);
        mustBe(crt, "application/x-x509-ca-cert", name + ".crt");
        assertThat(crt.asString()).containsOnlyOnce("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
        var root = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(crt.asByteArray()));
        mustBe(
                get(path + "/profile.mobileconfig?fingerprint=" + fingerprint),
                "application/x-apple-aspen-config",
                name + ".mobileconfig");

        Response p12 = form().formParams("password", password, "import-password", "Secret-7")
                .post(path + "/printer.p12");
        mustBe(p12, "application/x-pkcs12", name + ".p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(p12.asByteArray()), "Secret-7".toCharArray());
        assertThat(store.getCertificateChain(name)[1]).isEqualTo(root);
        assertThat(form().formParams("password", password, "import-password", "a b")
                        .post(path + "/printer.p12")
                        .statusCode())
                .isEqualTo(400);

        mustBe(
                form().formParams("password", password).post(path + "/certificate.pem"),
                "application/x-pem-file",
                name + ".pem");
        Response key = form().formParams("password", password).post(path + "/key.pem");
        mustBe(key, "application/x-pem-file", name + ".key");
        assertThat(key.asString()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(forPeople().get(path).asString()).doesNotContain("PRIVATE KEY");

        String older = told.getString("generated[1].fingerprint");
        assertThat(forPeople().get(path).asString())
                .as("each has its choice")
                .containsPattern("<select id=\"which-p12\" name=\"fingerprint\">\\s*<option value=\"" + fingerprint)
                .contains("<option value=\"" + older);
        Response oldersKey =
                form().formParams("password", password, "fingerprint", older).post(path + "/key.pem");
        mustBe(oldersKey, "application/x-pem-file", name + ".key");
        assertThat(oldersKey.asString()).isNotEqualTo(key.asString());
        Response olders = form().formParams("password", password, "import-password", "Secret-7")
                .formParams("fingerprint", older)
                .post(path + "/printer.p12");
        store.load(new ByteArrayInputStream(olders.asByteArray()), "Secret-7".toCharArray());
        assertThat(new Fingerprint(older))
                .isEqualTo(Fingerprint.of((X509Certificate) store.getCertificateChain(name)[1]));
    }

    private static void mustBe(Response download, String type, String name) {
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.contentType()).isEqualTo(type);
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        assertThat(download.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    @Order(7)
    void a_certificate_of_the_printers_own_is_downloaded_by_its_fingerprint_only() {
        String shown = get(path).jsonPath().getString("certificate.fingerprint");

        assertThat(get(path + "/certificate.crt?fingerprint=" + shown).asString())
                .contains("BEGIN CERTIFICATE");
        assertThat(get(path).jsonPath().getList("exported.fingerprint"))
                .as("a check knows what devices were given")
                .containsExactly(shown);
        assertThat(forPeople().get(path).asString())
                .contains("they lose access when the printer shows another one")
                .contains("The printer still shows another one")
                .contains(
                        "certificate.crt?fingerprint=" + shown.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        for (String printer : List.of(path, "/printers/127.0.0.1")) {
            Response other = forPeople().get(printer + "/certificate.crt?fingerprint=" + "ab".repeat(32));
            assertThat(other.statusCode())
                    .as("whether a printer is there or not")
                    .isEqualTo(409);
            assertThat(other.asString()).contains("Nothing was exported", "AB:AB");
        }
        for (String file : List.of("/certificate.crt", "/profile.mobileconfig")) {
            assertThat(given().header("Sec-Fetch-Site", "cross-site")
                            .header("Sec-Fetch-Dest", "image")
                            .get(path + file)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(get(path + "/certificate.crt?fingerprint=rubbish").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(8)
    void once_the_printer_shows_it_there_is_a_padlock() {
        byte[] p12 = form().formParams("password", password, "import-password", "Secret-7")
                .post(path + "/printer.p12")
                .asByteArray();
        assertThat(get(path).jsonPath().getString("missing")).isEqualTo("INSTALL");

        AtThePrinter.signedIn(printersUrl, System.getProperty("padlock.test.serial"))
                .imports(p12, "Secret-7")
                .resets();

        Deadline.until("the padlock", () -> get(path).jsonPath().getBoolean("padlock"));
        assertThat(get(path).jsonPath().getList("generated.served")).containsExactly(true, false);
        String page = forPeople().get(path).asString();
        assertThat(page)
                .contains("shows a padlock on every device", "data-good=")
                .doesNotContain("data-forced=", "they lose access when the printer shows another one");
        for (String fingerprint : get(path).jsonPath().getList("generated.fingerprint", String.class)) {
            assertThat(page)
                    .as("each that was made can be had")
                    .contains("certificate.crt?fingerprint="
                            + fingerprint.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    @Order(9)
    void the_pictures_lead_a_phone_to_the_downloads_at_the_boxs_own_address() throws Exception {
        String fingerprint = get(path).jsonPath().getString("generated[0].fingerprint");
        String query = "?fingerprint=" + fingerprint.replace(":", "").toLowerCase(java.util.Locale.ROOT);
        String box = "http://127.0.0.1:" + RestAssured.port;
        for (String host : List.of("localhost:" + RestAssured.port, "127.0.0.1:" + RestAssured.port, "no_host:1")) {
            assertThat(pictures(host))
                    .as(host)
                    .containsExactly(
                            box + path + "/certificate.crt" + query, box + path + "/profile.mobileconfig" + query);
        }
        assertThat(pictures("box.example:8081").get(0))
                .startsWith("http://box.example:8081" + path + "/certificate.crt?");
        assertThat(get(pictures("localhost").get(0)).asString()).contains("BEGIN CERTIFICATE");
    }

    private List<String> pictures(String host) throws Exception {
        return QrPictureTest.allOf(forPeople().header("Host", host).get(path).asString());
    }

    @Test
    @Order(10)
    void a_search_is_told_as_it_goes_to_who_has_the_password() throws Exception {
        assertThat(form().formParams("password", "guess").post("/printers/scan").statusCode())
                .isEqualTo(403);
        assertThat(get("/printers/scan/events").statusCode()).isEqualTo(204);

        assertThat(form().formParams("password", password)
                        .post("/printers/scan")
                        .statusCode())
                .isEqualTo(303);
        String told;
        URI events = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/printers/scan/events?lang=fr");
        try (var in = new BufferedReader(new InputStreamReader(events.toURL().openStream(), StandardCharsets.UTF_8))) {
            told = in.lines().filter(line -> line.startsWith("data:")).reduce("", (before, last) -> last);
        }

        for (int reader = 0; reader < 12; reader++) {
            assertThat(get("/printers/scan/events").statusCode())
                    .as("each that was read to its end gives its place back: " + reader)
                    .isEqualTo(200);
        }
        assertThat(told).contains("\"running\":false", "\"looked\":254", "\"address\":\"" + address + "\"");
        assertThat(told).contains("\"says\":\"Recherche terminée dans ", "254 adresses sur 254");
        assertThat(forPeople().get("/printers").asString()).contains("looked at 254 of 254", ">" + address + "</a>");
        assertThat(form().formParams("password", password)
                        .post("/printers/scan/stop")
                        .statusCode())
                .isEqualTo(303);
    }

    private static RequestSpecification forPeople() {
        return given().accept("text/html");
    }

    private static RequestSpecification form() {
        return given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .accept("text/html");
    }

    public static class WithAPrinter extends TestBox {

        private Printer printer;

        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.granting(issuer);
        }

        @Override
        protected void change(Map<String, String> settings) {
            try {
                printer = Printer.start(Model.oldFirmware().at(0, 0));
                System.setProperty("padlock.test.printer", printer.address());
                System.setProperty("padlock.test.printer-url", printer.plainUrl());
                System.setProperty("padlock.test.serial", printer.serialNumber());
                System.setProperty(
                        "padlock.test.password",
                        new BoxPassword(Path.of(settings.get("padlock.box.data"))).makeAnother());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            settings.put("padlock.box.report.by", "NOBODY");
            settings.put("padlock.box.printers.networks", "127.0.0.0/8");
            settings.put("padlock.box.printers.https-port", String.valueOf(printer.httpsPort()));
            settings.put("padlock.box.printers.http-port", String.valueOf(printer.httpPort()));
        }

        @Override
        public void stop() {
            super.stop();
            if (printer != null) {
                printer.close();
            }
        }
    }
}
