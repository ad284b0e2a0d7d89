package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two servers as they are packaged, on one PostgreSQL and with the files of one authority; else they share nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RevocationIT {

    private static final Duration SECONDS = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Server one;
    private static Server other;

    @BeforeAll
    static void twoReplicas() throws Exception {
        one = Server.start(folder.resolve("one"));
        one.registerEligibleDatabase();
        Command.run(
                "cp",
                "-r",
                folder.resolve("one/ca").toString(),
                folder.resolve("ca").toString());
        Files.createDirectories(folder.resolve("other"));
        Command.run(
                "cp",
                "-r",
                folder.resolve("ca").toString(),
                folder.resolve("other/ca").toString());
        other = startTheOther();
    }

    @AfterAll
    static void stop() throws Exception {
        try (Server first = one;
                Server second = other) {
            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
        }
    }

    private static Server startTheOther() throws Exception {
        String port = Files.readAllLines(folder.resolve("one/postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        Server server = Server.launch(
                folder.resolve("other"),
                Ports.free(),
                Ports.free(),
                Map.of(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgresql://127.0.0.1:" + port + "/postgres",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "padlock",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        Files.readString(folder.resolve("one/postgres/password"))
                                .strip()));
        server.awaitReady();
        return server;
    }

    @Test
    @Order(1)
    void what_is_revoked_on_one_is_on_the_list_of_both_within_seconds_and_openssl_refuses_it() throws Exception {
        String chain = certificate(one);
        BigInteger serial = serial(chain);

        revoke(other, serial).then().statusCode(201);

        awaitOnTheListOf(one, serial);
        awaitOnTheListOf(other, serial);
        assertThat(list(one).getEncoded()).isEqualTo(list(other).getEncoded());
        Files.writeString(folder.resolve("leaf.pem"), chain);
        Files.writeString(folder.resolve("issuing.pem"), chain.substring(chain.lastIndexOf("-----BEGIN")));
        Files.write(folder.resolve("list.der"), list(one).getEncoded());
        Command.run("openssl", "crl", "-inform", "DER", "-in", file("list.der"), "-out", file("list.pem"));
        assertThat(Command.run(
                                "openssl",
                                "verify",
                                "-CAfile",
                                one.root().toString(),
                                "-untrusted",
                                file("issuing.pem"),
                                "-crl_check",
                                "-CRLfile",
                                file("list.pem"),
                                file("leaf.pem"))
                        .output())
                .contains("certificate revoked");
    }

    @Test
    @Order(2)
    void numbers_go_on_over_a_restart_and_a_database_that_hangs_is_no_reason_to_have_no_list() throws Exception {
        BigInteger number = number(list(other));
        other.terminate();
        other.close();
        other = startTheOther();
        Await.until("a list after the restart", SECONDS, () -> crl(other).statusCode() == 200);
        assertThat(number(list(other))).isGreaterThanOrEqualTo(number);

        Processes.signal("STOP", Processes.postgresOn(folder.resolve("one")));
        try {
            crl(one).then().statusCode(200);
            crl(other).then().statusCode(200);
        } finally {
            Processes.signal("CONT", Processes.postgresOn(folder.resolve("one")));
        }

        BigInteger serial = serial(certificate(other));
        revoke(one, serial).then().statusCode(201);
        awaitOnTheListOf(one, serial);
        awaitOnTheListOf(other, serial);
        assertThat(number(list(other))).isGreaterThan(number);
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String certificate(Server server) {
        return given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(Server.UUID, Server.CODE))
                .post(server.url() + "/odoo-enterprise/iot/x509")
                .then()
                .body("error", equalTo(null))
                .extract()
                .path("result.x509_pem");
    }

    private static BigInteger serial(String chain) throws Exception {
        return ((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII))))
                .getSerialNumber();
    }

    private static Response revoke(Server server, BigInteger serial) throws Exception {
        return given().header("Authorization", "Bearer " + server.operatorToken())
                .contentType("application/json")
                .body("{\"reason\": \"SUPERSEDED\"}")
                .post(server.url() + "/v1/operator/certificates/%032x/revocation".formatted(serial));
    }

    private static void awaitOnTheListOf(Server server, BigInteger serial) throws Exception {
        Await.until(
                "the revocation on the list of " + server.url(),
                SECONDS,
                () -> list(server).getRevokedCertificate(serial) != null);
    }

    private static Response crl(Server server) {
        return given().get(server.url() + "/v1/authority/issuing.crl");
    }

    private static X509CRL list(Server server) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(crl(server).asByteArray()));
    }

    /** An OCTET STRING around an INTEGER. */
    private static BigInteger number(X509CRL list) {
        byte[] value = list.getExtensionValue("2.5.29.20");
        return new BigInteger(value, 4, value.length - 4);
    }
}
