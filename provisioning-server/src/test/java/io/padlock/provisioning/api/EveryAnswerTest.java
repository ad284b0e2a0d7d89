package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Bug;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.WiredServer;
import io.padlock.testing.answers.Ask;
import io.padlock.testing.answers.Visitor;
import io.padlock.testing.answers.Ways;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each answer that the document declares, really given: also those that take a mistake, a storm or a PostgreSQL that is away. */
@QuarkusTest
@QuarkusTestResource(value = WiredServer.class, restrictToAnnotatedClass = true)
@TestProfile(EveryAnswerTest.Tight.class)
class EveryAnswerTest {

    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.budget.address.proxies", "1",
                    "padlock.budget.address.burst", "2",
                    "padlock.budget.address.per-hour", "60",
                    "padlock.operator.import-limit", "200K");
        }
    }

    private static final String AT_FIRST = "Given before there was a list.";

    private static final String BY_A_SETTING = "It takes a setting; RefusedByStatusTest has it.";

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Test
    void every_answer_that_the_document_declares_is_given() throws Exception {
        URI server = URI.create("http://localhost:" + RestAssured.port);
        try (Visitor visitor = new Visitor(server, TestServer.OPERATOR_TOKEN)) {
            beforeThereIsAList(visitor);

            Ways ways = ways(visitor);

            assertThat(ways.goAll()).isEmpty();
            assertThat(ways.closed())
                    .containsExactlyInAnyOrder(
                            "GET /v1/authority/issuing.crl answers 503: " + AT_FIRST,
                            "GET /v1/authority/issuers/{issuer}.crl answers 503: " + AT_FIRST,
                            "POST /odoo-enterprise/iot/x509 answers 503: " + BY_A_SETTING);
            assertThat(new String(
                            withoutPostgres(visitor.ask("requestStockCertificate"))
                                    .body(),
                            StandardCharsets.UTF_8))
                    .contains("TRY_LATER");
        }
    }

    private static void beforeThereIsAList(Visitor visitor) throws InterruptedException {
        Ask current = visitor.bare(visitor.contract().operation("currentRevocationList"));
        Ask ofIssuer =
                visitor.bare(visitor.contract().operation("revocationList")).place("issuer", visitor.issuer());
        assertThat(current.send().statusCode()).isEqualTo(503);
        assertThat(ofIssuer.send().statusCode()).isEqualTo(503);

        WiredServer.wire().watchNoMore();
        for (int i = 0; i < 60 && current.send().statusCode() != 200; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static Ways ways(Visitor visitor) {
        return new Ways(visitor)
                .to(
                        403,
                        ask -> ask.header(
                                        "Authorization",
                                        "Bearer " + WiredServer.stranger().token())
                                .send())
                .to(
                        "importDatabases",
                        413,
                        ask -> ask.stream("text/csv", " ".repeat(200 * 1024 + 1))
                                .send())
                .to(429, EveryAnswerTest::tooOften)
                .to(500, ask -> ask.header(Bug.HEADER, "please").send())
                .to(503, EveryAnswerTest::withoutPostgres)
                .none("currentRevocationList", 503, AT_FIRST)
                .none("revocationList", 503, AT_FIRST)
                .none("requestStockCertificate", 503, BY_A_SETTING);
    }

    private static HttpResponse<byte[]> tooOften(Ask ask) {
        ask.header("X-Forwarded-For", "203.0.113." + ADDRESSES.incrementAndGet());
        return IntStream.range(0, 3)
                .mapToObj(i -> ask.send())
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static HttpResponse<byte[]> withoutPostgres(Ask ask) {
        try {
            WiredServer.wire().pull();
            HttpResponse<byte[]> answer = ask.send();
            WiredServer.wire().plugIn();
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
