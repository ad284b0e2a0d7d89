package io.padlock.provisioning.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class StockDoorTest {

    /** What each generation of the box's software puts into its headers, to the letter. */
    enum Generation {
        G1("Content-type", "text/plain"),
        G2_AND_LATER("Content-Type", "*/*");

        private final String contentTypeHeader;
        private final String accept;

        Generation(String contentTypeHeader, String accept) {
            this.contentTypeHeader = contentTypeHeader;
            this.accept = accept;
        }

        RequestSpecification box() {
            return given().header(contentTypeHeader, "application/json").header("Accept", accept);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_generation_gets_a_certificate_and_its_key_in_the_three_fields_that_it_reads(Generation generation)
            throws Exception {
        Customer customer = Customer.eligible();

        Response answer = generation
                .box()
                .body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509");

        answer.then()
                .statusCode(200)
                .contentType("application/json")
                .body("jsonrpc", equalTo("2.0"))
                .body("id", nullValue())
                .body("$", not(hasKey("error")));
        X509Certificate leaf = leaf(answer.path("result.x509_pem"));
        String subject = answer.path("result.subject_cn");
        // A box builds its own name by cutting the star off.
        assertThat(subject).matches("\\*\\.[0-9a-f]{8}\\.odoo-iot\\.com");
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + subject);
        assertThat(belongTogether(leaf, privateKey(answer.path("result.private_key_pem"))))
                .isTrue();
    }

    @Test
    void boxes_of_both_kinds_share_their_databases_zone() {
        Customer customer = Customer.eligible();

        String stock = ask(customer.uuid(), '"' + customer.code() + '"').path("result.subject_cn");
        String padlock = given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid", customer.uuid(),
                        "enterpriseCode", customer.code(),
                        "signingRequest", Requests.good()))
                .post("/v1/certificates")
                .path("names[0]");

        assertThat(stock).isEqualTo(padlock);
    }

    @Test
    void a_refusal_is_the_one_shape_that_every_generation_survives_with_every_reason_in_words() {
        Customer customer = Customer.with("COPY", "CHURNED", "POINT_OF_SALE");

        refused(ask(customer.uuid(), '"' + customer.code() + '"'), 403, "NOT_ELIGIBLE")
                .body(
                        "error.data.reasons.code",
                        contains("NOT_A_PRODUCTION_DATABASE", "SUBSCRIPTION_NOT_IN_PROGRESS", "NO_IOT_BOX_LINE"))
                .body("error.message", containsString("This database is a copy."))
                .body("error.message", containsString("Connect the box to the production database."));
    }

    @Test
    void a_box_without_a_contract_code_hears_where_to_enter_it() {
        Customer customer = Customer.eligible();

        refused(ask(customer.uuid(), "null"), 400, "INVALID_ENTERPRISE_CODE")
                .body("error.message", containsString("under Credential"));
        refused(ask(customer.uuid(), "\"\""), 400, "INVALID_ENTERPRISE_CODE");
    }

    @Test
    void an_unknown_database_and_a_wrong_code_are_refused_alike() {
        Customer customer = Customer.eligible();

        refused(ask(customer.uuid(), "\"wrong\""), 404, "UNKNOWN_DATABASE_OR_CONTRACT");
        refused(
                ask("00000000-0000-4000-8000-000000000000", '"' + customer.code() + '"'),
                404,
                "UNKNOWN_DATABASE_OR_CONTRACT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "null",
                "[]",
                "{}",
                "{\"params\": null}",
                "{\"params\": []}",
                "{\"params\": {}}",
                "{\"params\": {\"db_uuid\": 5, \"enterprise_code\": {}}}",
                "{\"params\": {\"db_uuid\": null, \"enterprise_code\": null}}"
            })
    void whatever_is_sent_the_answer_is_200_and_a_refusal(String body) {
        given().body(body.getBytes(StandardCharsets.UTF_8))
                .post("/odoo-enterprise/iot/x509")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("result", nullValue())
                .body("error.data.retryable", equalTo(false));
    }

    @Test
    void any_media_type_is_read_as_json() {
        Customer customer = Customer.eligible();

        given().contentType("text/plain")
                .accept("image/png")
                .body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("result.subject_cn", containsString(".odoo-iot.com"));
    }

    private static Response ask(String uuid, String code) {
        return Generation.G1
                .box()
                .body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": %s}}".formatted(uuid, code))
                .post("/odoo-enterprise/iot/x509");
    }

    private static ValidatableResponse refused(Response answer, int code, String name) {
        return answer.then()
                .statusCode(200)
                .contentType("application/json")
                .body("$", hasKey("result"))
                .body("result", nullValue())
                .body("error.code", equalTo(code))
                .body("error.data.code", equalTo(name));
    }

    private static X509Certificate leaf(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey privateKey(String pem) throws Exception {
        assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        return signature.verify(signed);
    }

    private static RequestSpecification given() {
        return RestAssured.given();
    }
}
