package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server with an authority that somebody made, over the life of its issuing certificate. */
class ProductionIT {

    private static final String PRODUCTION = "-Dquarkus.profile=production";

    @TempDir
    Path folder;

    @Test
    void without_an_authority_it_does_not_start_and_says_how_to_make_one() throws Exception {
        try (Server server = Server.launch(folder, Ports.free(), Ports.free(), Map.of(), PRODUCTION)) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.said())
                    .contains("There is no authority in " + folder.resolve("ca"))
                    .contains("padlock-authority init")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void what_was_issued_before_a_rotation_validates_after_it_and_its_revocation_list_goes_on() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path rootKey = folder.resolve("drawer/root.key");
        // As a volume is: there, and empty.
        Path ca = Files.createDirectory(folder.resolve("ca"));
        authority("init", "--folder", ca.toString(), "--root-key", rootKey.toString(), "--no-passphrase");

        String old;
        String oldIssuer;
        try (Server server = start(data, ca)) {
            assertThat(server.said()).doesNotContain("TEST authority");
            given().get(server.url() + "/v1/authority/root.crt")
                    .then()
                    .header("Content-Disposition", equalTo("inline; filename=\"padlock-root.crt\""));
            server.registerEligibleDatabase();
            old = certificate(server);
            oldIssuer = issuerId(ca, 1);
        }
        authority("rotate", "--folder", ca.toString(), "--root-key", rootKey.toString());

        try (Server server = start(data, ca)) {
            mustVerify(server, old);
            String fresh = certificate(server);
            mustVerify(server, fresh);
            assertThat(issuerOf(fresh)).isNotEqualTo(issuerOf(old));

            String address = server.url() + "/v1/authority/issuers/" + oldIssuer + ".crl";
            Await.until(
                    "the old issuer's list",
                    Duration.ofSeconds(20),
                    () -> given().get(address).statusCode() == 200);
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(given().get(address).asByteArray()));
            assertThat(oldIssuer).isEqualTo(issuerId(ca, 2));
            list.verify(CertificateFactory.getInstance("X.509")
                    .generateCertificate(Files.newInputStream(ca.resolve("retired/" + oldIssuer + ".crt")))
                    .getPublicKey());
        }
    }

    private static Server start(Path data, Path ca) throws Exception {
        // Nobody stands before it who has to be told.
        return Server.start(data, PRODUCTION, "-Dquarkus.shutdown.delay=0s", "-Dpadlock.authority.folder=" + ca);
    }

    private static Command authority(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "deploy/padlock-authority";
        System.arraycopy(words, 0, command, 1, words.length);
        Command done = Command.run(command);
        assertThat(done.status()).as(done.output()).isZero();
        return done;
    }

    /** @param place as inspect counts: the root, the issuer that signs, the retired ones */
    private static String issuerId(Path ca, int place) throws Exception {
        String told = authority("inspect", "--folder", ca.toString(), "--json").output();
        return JsonPath.from(told).getString("certificates[" + place + "].id");
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

    private static String issuerOf(String chain) {
        return chain.substring(chain.lastIndexOf("-----BEGIN"));
    }

    private void mustVerify(Server server, String chain) throws Exception {
        Path leaf = Files.writeString(folder.resolve("leaf.pem"), chain);
        Path issuing = Files.writeString(folder.resolve("issuing.pem"), issuerOf(chain));
        Command openssl = Command.run(
                "openssl",
                "verify",
                "-CAfile",
                server.root().toString(),
                "-untrusted",
                issuing.toString(),
                leaf.toString());
        assertThat(openssl.output()).endsWith(": OK\n");
    }
}
