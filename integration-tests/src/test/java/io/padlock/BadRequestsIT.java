package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Customer;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.requests.BadNames;
import io.padlock.testing.requests.BadRequest;
import io.padlock.testing.requests.BadRequests;
import io.padlock.testing.requests.DebianWeak;
import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bad signing request and every bad name, sent to the packaged server: each is refused with its code. */
class BadRequestsIT {

    @TempDir
    Path data;

    @Test
    void every_bad_signing_request_and_every_bad_name_is_refused_with_its_code() throws Exception {
        List<BadRequest> bad = new ArrayList<>(BadRequests.all());
        BadNames.all().forEach(name -> bad.add(new BadRequest(name.why(), name.code(), name.signingRequest())));
        Path list = Files.writeString(
                data.resolve("refused-keys"), Requests.LISTED_SHA256 + "\n" + DebianWeak.BLACKLISTED + "\n");
        try (Server server = Server.start(
                data.resolve("server"),
                "-Dpadlock.issuance.refused-keys=" + list,
                "-Dpadlock.budget.address.exempt=127.0.0.1",
                "-Dpadlock.budget.database.burst-per-box=0")) {
            Customer customer = Customer.knownTo(server);
            for (BadRequest one : bad) {
                Map<String, String> body = new HashMap<>();
                body.put("databaseUuid", customer.uuid());
                body.put("enterpriseCode", customer.code());
                body.put("signingRequest", one.pem());
                Response answer =
                        given().contentType("application/json").body(body).post(server.url() + "/v1/certificates");
                assertThat(answer.statusCode())
                        .as(one + ": " + answer.asString())
                        .isEqualTo(400);
                assertThat(answer.<String>path("code")).as(one.toString()).isEqualTo(one.code());
                assertThat(answer.<String>path("reasons[0].remedy"))
                        .as(one.toString())
                        .isNotBlank();
            }
            assertThat(bad).hasSizeGreaterThan(240);
            try (Sql sql = Sql.of(data.resolve("server"))) {
                assertThat(sql.number("select count(*) from certificate"))
                        .as("certificates in the ledger")
                        .isZero();
            }
            assertThat(server.said()).doesNotContain("\tat ");
        }
    }
}
