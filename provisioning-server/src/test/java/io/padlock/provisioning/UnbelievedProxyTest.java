package io.padlock.provisioning;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** There is no proxy, whatever Quarkus was told, and no address is exempt. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(UnbelievedProxyTest.NoneExempt.class)
class UnbelievedProxyTest {

    public static class NoneExempt implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.budget.address.burst", "4",
                    "padlock.budget.address.per-hour", "60",
                    "padlock.budget.address.exempt", "",
                    // Its first entry would count, which the sender wrote.
                    "quarkus.http.proxy.proxy-address-forwarding", "true");
        }
    }

    @Test
    void whoever_says_to_come_from_elsewhere_is_counted_where_the_connection_comes_from() {
        for (int i = 0; i < 4; i++) {
            asking(i).then().statusCode(400);
        }

        asking(5).then().statusCode(429);
    }

    private static Response asking(int host) {
        return given().contentType("application/json")
                .header("X-Forwarded-For", "203.0.113." + host)
                .header("Forwarded", "for=203.0.113." + host)
                .body("hello")
                .post("/v1/certificates");
    }
}
