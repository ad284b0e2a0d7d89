package io.padlock.provisioning.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class AuthorityResourceTest {

    @Inject
    Authority authority;

    @ParameterizedTest
    @CsvSource({
        "root.pem, application/x-pem-file, padlock-test-root.pem",
        "root.crt, application/x-x509-ca-cert, padlock-test-root.crt",
        "root.mobileconfig, application/x-apple-aspen-config, padlock-test-root.mobileconfig",
        "chain.pem, application/x-pem-file, padlock-test-chain.pem"
    })
    void each_file_has_the_media_type_at_which_a_phone_offers_to_install_it_and_a_name(
            String file, String mediaType, String name) {
        Response answer = get("/v1/authority/" + file);

        assertThat(answer.statusCode()).isEqualTo(200);
        // No charset: some phones compare the whole header.
        assertThat(answer.header("Content-Type")).isEqualTo(mediaType);
        assertThat(answer.header("Content-Disposition")).isEqualTo("inline; filename=\"" + name + "\"");
    }

    @Test
    void root_in_pem_in_der_and_in_the_profile_is_one_certificate() throws Exception {
        byte[] der = get("/v1/authority/root.crt").asByteArray();

        X509Certificate root = certificates(der).get(0);
        root.verify(root.getPublicKey());
        assertThat(root.getSubjectX500Principal().getName()).contains("TEST");
        assertThat(certificates(get("/v1/authority/root.pem").asByteArray())).containsExactly(root);
        assertThat(get("/v1/authority/root.mobileconfig").asString())
                .contains("<data>" + Base64.getEncoder().encodeToString(der) + "</data>");
    }

    @Test
    void the_chain_leads_from_a_boxs_certificate_to_the_root() throws Exception {
        Customer customer = Customer.eligible();
        String issued = given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid", customer.uuid(),
                        "enterpriseCode", customer.code(),
                        "signingRequest", Requests.good()))
                .post("/v1/certificates")
                .path("certificateChain");

        List<X509Certificate> box = certificates(issued.getBytes());
        List<X509Certificate> chain =
                certificates(get("/v1/authority/chain.pem").asByteArray());

        assertThat(chain).hasSize(2);
        assertThat(chain.get(0)).isEqualTo(box.get(1));
        box.get(0).verify(chain.get(0).getPublicKey());
        chain.get(0).verify(chain.get(1).getPublicKey());
        assertThat(chain.get(1))
                .isEqualTo(certificates(get("/v1/authority/root.crt").asByteArray())
                        .get(0));
    }

    @Test
    void every_issuer_is_at_the_address_that_its_certificates_name() throws Exception {
        for (var issuer : authority.issuers()) {
            Response answer = get("/v1/authority/issuers/" + issuer.id() + ".crt");

            assertThat(answer.header("Content-Type")).isEqualTo("application/pkix-cert");
            assertThat(certificates(answer.asByteArray())).containsExactly(issuer.certificate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "x", "%2e%2e", "0000000000000000.crt", "0%0d%0aforged"})
    void an_issuer_that_is_not_ours_is_a_problem(String issuer) {
        given().urlEncodingEnabled(false)
                .get("/v1/authority/issuers/" + issuer + ".crt")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NO_SUCH_ISSUER"))
                .body("detail", matchesPattern("No issuer here has (the identifier 0{16}|that identifier)\\."));
    }

    @Test
    void a_file_that_is_asked_for_as_json_is_a_problem() {
        given().accept("application/json")
                .get("/v1/authority/root.crt")
                .then()
                .statusCode(406)
                .body("code", equalTo("NOT_ACCEPTABLE"));
    }

    private static Response get(String address) {
        return given().get(address);
    }

    private static List<X509Certificate> certificates(byte[] encoded) throws Exception {
        Collection<X509Certificate> read =
                cast(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded)));
        return List.copyOf(read);
    }

    @SuppressWarnings("unchecked")
    private static Collection<X509Certificate> cast(Collection<?> read) {
        return (Collection<X509Certificate>) read;
    }
}
