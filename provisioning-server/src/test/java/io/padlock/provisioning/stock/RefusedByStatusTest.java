package io.padlock.provisioning.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.stock.StockBox.Outcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For a fleet with boxes that survive no refusal with status 200. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(RefusedByStatusTest.ByStatus.class)
class RefusedByStatusTest {

    public static class ByStatus implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("padlock.stock.refusals", "STATUS");
        }
    }

    @Test
    void a_refusal_ends_no_generations_start() {
        Response refused = ask(Customer.with("COPY", "IN_PROGRESS", "IOT_BOX"));

        refused.then().statusCode(503);
        assertThat(refused.<String>path("error.data.code")).isEqualTo("NOT_ELIGIBLE");
        for (StockBox box : StockBox.values()) {
            assertThat(box.hears(refused.statusCode(), refused.asString()).outcome())
                    .as(box.name())
                    .isNotIn(Outcome.CRASH, Outcome.SPOILED, Outcome.STORED);
        }
    }

    @Test
    void a_certificate_is_stored_by_every_generation_as_ever() {
        Response granted = ask(Customer.eligible());

        for (StockBox box : StockBox.values()) {
            assertThat(box.hears(granted.statusCode(), granted.asString()).outcome())
                    .as(box.name())
                    .isEqualTo(Outcome.STORED);
        }
    }

    private static Response ask(Customer customer) {
        return given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509");
    }
}
