package io.padlock.provisioning.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.Customer;
import io.padlock.provisioning.FrozenPostgres;
import io.padlock.provisioning.Storm;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.stock.StockBox.Heard;
import io.padlock.provisioning.stock.StockBox.Outcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal and every failure that the stock door can meet, and what is made of it in the field. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(WhatStockBoxesHearTest.Small.class)
class WhatStockBoxesHearTest {

    public static class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.budget.address.proxies", "1",
                    "padlock.budget.address.burst", "1",
                    "padlock.budget.address.per-hour", "1",
                    "padlock.budget.wrong-code.burst", "1",
                    "padlock.budget.wrong-code.per-hour", "1",
                    "padlock.queue.length", "2",
                    "padlock.stock.deadline", "2s");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

    enum Trouble {
        A_COPY(403, "NOT_ELIGIBLE") {
            @Override
            Response meet() {
                return ask(Customer.with("COPY", "IN_PROGRESS", "IOT_BOX"));
            }
        },
        NOT_IN_PROGRESS(403, "NOT_ELIGIBLE") {
            @Override
            Response meet() {
                return ask(Customer.with("PRODUCTION", "PAUSED", "IOT_BOX"));
            }
        },
        NO_IOT_BOX_LINE(403, "NOT_ELIGIBLE") {
            @Override
            Response meet() {
                return ask(Customer.with("PRODUCTION", "IN_PROGRESS", "POINT_OF_SALE"));
            }
        },
        EVERYTHING_AGAINST_IT(403, "NOT_ELIGIBLE") {
            @Override
            Response meet() {
                return ask(Customer.with("STAGING", "CHURNED", "POINT_OF_SALE"));
            }
        },
        UNKNOWN_DATABASE(404, "UNKNOWN_DATABASE_OR_CONTRACT") {
            @Override
            Response meet() {
                return ask(new Customer(UUID.randomUUID().toString(), "M1"));
            }
        },
        WRONG_CODE(404, "UNKNOWN_DATABASE_OR_CONTRACT") {
            @Override
            Response meet() {
                return ask(new Customer(Customer.eligible().uuid(), "guess"));
            }
        },
        NULL_CODE(400, "INVALID_ENTERPRISE_CODE") {
            @Override
            Response meet() {
                return send("{\"params\": {\"db_uuid\": \"" + NOWHERE + "\", \"enterprise_code\": null}}");
            }
        },
        CODE_WITH_A_SPACE(400, "INVALID_ENTERPRISE_CODE") {
            @Override
            Response meet() {
                return ask(new Customer(NOWHERE, "M 1"));
            }
        },
        NO_UUID(400, "INVALID_DATABASE_UUID") {
            @Override
            Response meet() {
                return ask(new Customer("shop", "M1"));
            }
        },
        NO_PARAMS(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return send("{}");
            }
        },
        PARAMS_OF_ANOTHER_TYPE(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return send("{\"params\": [1]}");
            }
        },
        EMPTY_BODY(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return send("");
            }
        },
        NOT_JSON(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return send("db_uuid=1&enterprise_code=2");
            }
        },
        CUT_OFF(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return send("{\"params\": {\"db_uuid\": \"");
            }
        },
        NOT_UTF_8(400, "MALFORMED_REQUEST") {
            @Override
            Response meet() {
                return given().body(new byte[] {'{', '"', (byte) 0xc3, '"', '}'})
                        .post(DOOR);
            }
        },
        TOO_LARGE(413, "BODY_TOO_LARGE") {
            @Override
            Response meet() {
                return send(" ".repeat(100_000));
            }
        },
        ADDRESS_BUDGET_USED_UP(429, "TOO_MANY_REQUESTS") {
            @Override
            Response meet() {
                given().header("X-Forwarded-For", "203.0.113.1").body("{}").post(DOOR);
                return given().header("X-Forwarded-For", "203.0.113.1")
                        .body("{}")
                        .post(DOOR);
            }
        },
        DATABASE_BUDGET_USED_UP(429, "TOO_MANY_REQUESTS") {
            @Override
            Response meet() {
                Customer looping = Customer.eligible();
                for (int i = 0; i < 20; i++) {
                    ask(looping);
                }
                return ask(looping);
            }
        },
        DATABASE_SERVER_HANGS(503, "TRY_LATER") {
            @Override
            Response meet() {
                Customer customer = Customer.eligible();
                return FrozenPostgres.during(() -> ask(customer));
            }
        },
        TOO_MANY_WAIT(503, "OVERLOADED") {
            @Override
            Response meet() {
                Customer customer = Customer.eligible();
                return FrozenPostgres.during(() -> {
                    // Two wait for their answer until they hear "later", and hold their seats until PostgreSQL is back.
                    Storm.of(2, box -> Storm.stock(customer));
                    return ask(customer);
                });
            }
        },
        A_MISTAKE_OF_OURS(500, "INTERNAL_ERROR") {
            @Override
            Response meet() {
                Customer customer = Customer.eligible();
                FaultyWitness.database = customer.uuid();
                return ask(customer);
            }
        };

        private static final String DOOR = "/odoo-enterprise/iot/x509";

        final int status;
        final String code;

        Trouble(int status, String code) {
            this.status = status;
            this.code = code;
        }

        abstract Response meet();

        static Response ask(Customer customer) {
            return send("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                    .formatted(customer.uuid(), customer.code()));
        }

        static Response send(String body) {
            return given().body(body.getBytes(StandardCharsets.UTF_8)).post(DOOR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_is_200_with_no_result_and_an_error_and_the_field_survives_it(Trouble trouble) throws Exception {
        Response answer = trouble.meet();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        JsonNode json = JSON.readTree(answer.asByteArray());
        assertThat(json.fieldNames()).toIterable().containsExactly("jsonrpc", "id", "result", "error");
        assertThat(json.get("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(json.get("id").isNull()).isTrue();
        assertThat(json.get("result").isNull()).isTrue();
        JsonNode error = json.get("error");
        assertThat(error.get("code").asInt()).isEqualTo(trouble.status);
        assertThat(error.at("/data/code").asText()).isEqualTo(trouble.code);
        assertThat(error.at("/data/reasons")).isNotEmpty();
        assertThat(error.at("/data/reference").asText()).isEqualTo(answer.header("Padlock-Reference"));
        assertThat(answer.asString()).doesNotContain("PRIVATE KEY").doesNotContain("made by a test");
        saysWhenToComeBack(error);

        assertThat(StockBox.G1.hears(200, answer.asString()))
                .isEqualTo(new Heard(Outcome.SHOWN, "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"));
        for (StockBox newer : List.of(StockBox.G3, StockBox.G4_AND_G5)) {
            assertThat(newer.hears(200, answer.asString()))
                    .isEqualTo(new Heard(Outcome.LOGGED, error.get("message").asText()));
        }
    }

    private static void saysWhenToComeBack(JsonNode error) {
        int status = error.get("code").asInt();
        JsonNode seconds = error.at("/data/retryAfter");
        if (status == 429 || status == 503) {
            assertThat(error.at("/data/retryable").asBoolean()).isTrue();
            assertThat(seconds.asInt()).isPositive();
            assertThat(error.get("message").asText()).matches("(?s).* Ask again in [0-9]+ (second|minute)s?\\.");
        } else {
            assertThat(seconds.isMissingNode()).isTrue();
            assertThat(error.get("message").asText()).doesNotContain("Ask again in");
        }
    }

    @Test
    void what_is_granted_is_stored_by_every_generation() {
        Response answer = Trouble.ask(Customer.eligible());

        for (StockBox box : StockBox.values()) {
            assertThat(box.hears(answer.statusCode(), answer.asString()).outcome())
                    .isEqualTo(Outcome.STORED);
        }
    }
}
