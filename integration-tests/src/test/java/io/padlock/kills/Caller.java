package io.padlock.kills;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Server;
import io.padlock.testing.requests.Requests;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A box of one database: what it asks for, at either door, and what the ledger holds of it. */
record Caller(String database, String code, Door door, String signingRequest) {

    enum Door {
        V1("/v1/certificates"),
        STOCK("/odoo-enterprise/iot/x509");

        final String path;

        Door(String path) {
            this.path = path;
        }
    }

    /** A row of the ledger, as operators see it. */
    record Entry(String serial, String zone) {}

    /** @param status of HTTP */
    record Answer(int status, String body, Door door) {

        /** @return the serial of the certificate that was received; empty when it was a no */
        Optional<String> serial() {
            if (door == Door.V1) {
                return status == 200 || status == 201 ? Optional.of(json().getString("serial")) : Optional.empty();
            }
            return Optional.ofNullable(json().getString("result.x509_pem")).map(Answer::serialOf);
        }

        private JsonPath json() {
            return JsonPath.from(body);
        }

        private static String serialOf(String pem) {
            return "%032x".formatted(certificate(pem).getSerialNumber());
        }
    }

    static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new AssertionError("What was received is no certificate: " + pem, e);
        }
    }

    String body() {
        return door == Door.V1
                ? "{\"databaseUuid\":\"%s\",\"enterpriseCode\":\"%s\",\"signingRequest\":\"%s\"}"
                        .formatted(database, code, signingRequest.replace("\n", "\\n"))
                : "{\"params\":{\"db_uuid\":\"%s\",\"enterprise_code\":\"%s\"}}".formatted(database, code);
    }

    /** On a connection of its own, and never again by itself. */
    Answer ask(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + door.path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body()))
                .build();
        var answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), door);
    }

    Caller withAnotherKey() {
        return new Caller(database, code, door, Requests.good());
    }

    /** What the ledger holds of the database, the newest first. */
    List<Entry> ledger(Server told) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String next = null;
        do {
            Response page = given().header("Authorization", "Bearer " + told.operatorToken())
                    .queryParam("database", database)
                    .queryParams(next == null ? Map.of() : Map.of("cursor", next))
                    .get(told.url() + "/v1/operator/certificates");
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            List<Map<String, Object>> items = page.path("items");
            items.forEach(item -> entries.add(new Entry((String) item.get("serial"), (String) item.get("zone"))));
            next = page.path("next");
        } while (next != null);
        return entries;
    }
}
