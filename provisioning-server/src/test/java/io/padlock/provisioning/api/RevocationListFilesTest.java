package io.padlock.provisioning.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Issued;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.issuance.Authority;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class RevocationListFilesTest {

    private static final String CURRENT = "/v1/authority/issuing.crl";

    @Inject
    Authority authority;

    @TempDir
    Path folder;

    /** Lists know revocations in their order: with this one all of other tests are on it, and none comes between. */
    @BeforeEach
    void aListThatStays() throws Exception {
        Issued last = Issued.to(Customer.eligible());
        last.revoke("SUPERSEDED").then().statusCode(201);
        awaitOnTheList(last);
    }

    @Test
    void a_list_may_be_cached_for_a_minute_and_is_known_by_its_tag_and_date() throws Exception {
        Response answer = list();

        answer.then()
                .statusCode(200)
                .contentType("application/pkix-crl")
                .header("Cache-Control", containsString("public"))
                .header("Cache-Control", containsString("max-age=60"));
        assertThat(answer.header("ETag"))
                .matches("\"" + authority.issuers().get(0).id() + "-[0-9]+\"");
        X509CRL list = read(answer);
        assertThat(httpDate(answer, "Last-Modified"))
                .isEqualTo(list.getThisUpdate().toInstant());
        assertThat(httpDate(answer, "Expires"))
                .isBeforeOrEqualTo(list.getNextUpdate().toInstant())
                .isBeforeOrEqualTo(Instant.now().plusSeconds(61));
        assertThat(Duration.between(
                        list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant()))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void who_has_the_newest_list_hears_that_it_has_not_changed() {
        Response first = list();

        Response byTag = given().header("If-None-Match", "\"another\", " + first.header("ETag"))
                .get(CURRENT);
        Response byDate = given().header("If-Modified-Since", first.header("Last-Modified"))
                .get(CURRENT);

        for (Response unchanged : List.of(byTag, byDate)) {
            unchanged.then().statusCode(304).header("ETag", equalTo(first.header("ETag")));
            assertThat(unchanged.asByteArray()).isEmpty();
            assertThat(unchanged.header("Expires")).isNotNull();
        }
        given().header("If-None-Match", "\"another\"")
                .header("If-Modified-Since", first.header("Last-Modified"))
                .get(CURRENT)
                .then()
                .statusCode(200);
        // The second: of a list whose signer's clock was ahead then.
        for (String another : List.of("Sat, 01 Jan 2000 00:00:00 GMT", "Wed, 01 Jan 2080 00:00:00 GMT", "yesterday")) {
            given().header("If-Modified-Since", another).get(CURRENT).then().statusCode(200);
        }
    }

    @Test
    void head_tells_what_get_would() {
        Response get = list();
        Response head = given().head(CURRENT);

        head.then().statusCode(200).contentType("application/pkix-crl").header("ETag", equalTo(get.header("ETag")));
        assertThat(head.asByteArray()).isEmpty();
    }

    @Test
    void each_issuer_has_its_own_address_and_an_unknown_one_has_none() {
        String id = authority.issuers().get(0).id();

        assertThat(given().get("/v1/authority/issuers/" + id + ".crl").asByteArray())
                .isEqualTo(list().asByteArray());
        given().get("/v1/authority/issuers/0000000000000000.crl")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NO_SUCH_ISSUER"));
        given().accept("application/json").get(CURRENT).then().statusCode(406).body("code", equalTo("NOT_ACCEPTABLE"));
    }

    @Test
    void openssl_and_the_jdk_refuse_a_revoked_certificate_and_take_another_one() throws Exception {
        Customer customer = Customer.eligible();
        Issued revoked = Issued.to(customer);
        Issued good = Issued.to(customer);
        String before = list().header("ETag");

        revoked.revoke("KEY_COMPROMISE").then().statusCode(201);

        awaitOnTheList(revoked);
        assertThat(list().header("ETag")).isNotEqualTo(before);
        byOpenSsl(revoked, good);
        byTheJdk(revoked, good);
    }

    private void byOpenSsl(Issued revoked, Issued good) throws Exception {
        Files.write(folder.resolve("list.der"), list().asByteArray());
        Files.writeString(
                folder.resolve("root.pem"),
                given().get("/v1/authority/root.pem").asString());
        Files.writeString(
                folder.resolve("issuing.pem"),
                good.chain().substring(good.chain().lastIndexOf("-----BEGIN")));
        Files.writeString(folder.resolve("revoked.pem"), revoked.chain());
        Files.writeString(folder.resolve("good.pem"), good.chain());

        assertThat(openssl("crl", "-inform", "DER", "-in", "list.der", "-CAfile", "issuing.pem", "-verify", "-noout"))
                .contains("verify OK");
        openssl("crl", "-inform", "DER", "-in", "list.der", "-out", "list.pem");
        String[] verify = {
            "verify",
            "-x509_strict",
            "-CAfile",
            "root.pem",
            "-untrusted",
            "issuing.pem",
            "-crl_check",
            "-CRLfile",
            "list.pem"
        };
        assertThat(openssl(and(verify, "good.pem"))).contains("good.pem: OK");
        assertThat(openssl(and(verify, "revoked.pem")))
                .contains("certificate revoked")
                .doesNotContain("OK");
    }

    private static String[] and(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }

    private String openssl(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "openssl";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void byTheJdk(Issued revoked, Issued good) throws Exception {
        validate(good);
        assertThatThrownBy(() -> validate(revoked))
                .isInstanceOfSatisfying(
                        CertPathValidatorException.class,
                        e -> assertThat(e.getReason()).isEqualTo(BasicReason.REVOKED));
    }

    private void validate(Issued issued) throws Exception {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        X509Certificate root = (X509Certificate)
                x509.generateCertificate(given().get("/v1/authority/root.pem").asInputStream());
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.PREFER_CRLS, Option.NO_FALLBACK));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(read(list())))));
        parameters.addCertPathChecker(checker);
        validator.validate(x509.generateCertPath(chain(issued)), parameters);
    }

    private static List<X509Certificate> chain(Issued issued) throws Exception {
        @SuppressWarnings("unchecked")
        Collection<X509Certificate> chain = (Collection<X509Certificate>) CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(issued.chain().getBytes(StandardCharsets.US_ASCII)));
        return List.copyOf(chain);
    }

    private static void awaitOnTheList(Issued issued) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (read(list()).getRevokedCertificate(new BigInteger(issued.serial(), 16)) == null) {
            assertThat(System.nanoTime())
                    .as("until the revocation is on the list")
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The first one is signed a moment after the start. */
    private static Response list() {
        Response answer = given().get(CURRENT);
        for (int i = 0; i < 200 && answer.statusCode() == 503; i++) {
            answer.then().body("code", equalTo("TRY_LATER"));
            answer = given().get(CURRENT);
        }
        return answer;
    }

    private static X509CRL read(Response answer) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(answer.asInputStream());
    }

    private static Instant httpDate(Response answer, String header) {
        return ZonedDateTime.parse(answer.header(header), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }
}
