package io.padlock.provisioning.operator;

import static io.padlock.provisioning.operator.Api.CSV;
import static io.padlock.provisioning.operator.Api.DATABASES;
import static io.padlock.provisioning.operator.Api.HEADER;
import static io.padlock.provisioning.operator.Api.NDJSON;
import static io.padlock.provisioning.operator.Api.json;
import static io.padlock.provisioning.operator.Api.operator;
import static io.padlock.provisioning.operator.Api.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class DatabaseExportsTest {

    private static final String UUID_A = "0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10";
    private static final String UUID_B = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";

    @Inject
    Pool pool;

    @BeforeEach
    void no_database() {
        pool.query("delete from known_database").execute().await().indefinitely();
    }

    @Test
    void contract_codes_are_told_only_when_they_are_asked_for() {
        send(
                CSV,
                "ALL_OR_NOTHING",
                HEADER + UUID_A + ",\"=1,\"\"2\"\"\",PRODUCTION,IN_PROGRESS,IOT_BOX:2 POINT_OF_SALE:1\n" + UUID_B
                        + ",B,COPY,PAUSED,\n");

        assertThat(export(CSV, null).asString())
                .isEqualTo(HEADER + UUID_A + ",,PRODUCTION,IN_PROGRESS,IOT_BOX:2 POINT_OF_SALE:1\n" + UUID_B
                        + ",,COPY,PAUSED,\n");
        assertThat(export(CSV, "true").asString())
                .isEqualTo(HEADER + UUID_A
                        + ",\"=1,\"\"2\"\"\",PRODUCTION,IN_PROGRESS,IOT_BOX:2 POINT_OF_SALE:1\n" + UUID_B
                        + ",B,COPY,PAUSED,\n");
        assertThat(export(NDJSON, "false").asString())
                .doesNotContain("enterpriseCode")
                .startsWith("{\"uuid\":\"" + UUID_A + "\",\"kind\":\"PRODUCTION\",\"subscription\":{\"status\":");
        assertThat(export(NDJSON, "true").asString()).contains("\"enterpriseCode\":\"=1,\\\"2\\\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void what_was_exported_and_comes_back_changes_nothing_and_restores_everything(String type) {
        // More than two pages, in every kind and status, with codes that need quoting.
        String[] kinds = {"PRODUCTION", "COPY", "DUPLICATE", "STAGING", "DEVELOPMENT"};
        String databases = IntStream.range(0, 1203)
                .mapToObj(i -> json(UUID.randomUUID().toString(), "=+-@,;'<" + i, kinds[i % 5], 1 + i))
                .collect(Collectors.joining());
        send(NDJSON, "ALL_OR_NOTHING", databases).then().statusCode(200);
        byte[] exported = export(type, "true").asByteArray();

        send(type, "ALL_OR_NOTHING", exported)
                .then()
                .body("unchanged", equalTo(1203))
                .body("lines", equalTo(1203));
        no_database();
        send(type, "ALL_OR_NOTHING", exported).then().body("created", equalTo(1203));

        assertThat(export(type, "true").asByteArray()).isEqualTo(exported);
        send(type, "ALL_OR_NOTHING", export(type, null).asByteArray()).then().body("unchanged", equalTo(1203));
    }

    @Test
    void csv_is_what_is_sent_when_nothing_is_asked_for() {
        assertThat(operator().get(DATABASES + "/export").contentType()).startsWith(CSV);
    }

    @Test
    void an_export_of_nothing_can_be_imported() {
        assertThat(export(CSV, null).asString()).isEqualTo(HEADER);
        for (String type : new String[] {CSV, NDJSON}) {
            send(type, "ALL_OR_NOTHING", export(type, null).asByteArray())
                    .then()
                    .statusCode(200)
                    .body("lines", equalTo(0));
        }
    }

    @Test
    void what_the_contract_does_not_have_is_refused() {
        operator()
                .accept("application/xml")
                .get(DATABASES + "/export")
                .then()
                .statusCode(406)
                .body("code", equalTo("NOT_ACCEPTABLE"));
        operator()
                .accept(CSV)
                .queryParam("contractCodes", "yes")
                .get(DATABASES + "/export")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_PARAMETER"));
    }

    private static Response export(String type, String contractCodes) {
        Response export = (contractCodes == null ? operator() : operator().queryParam("contractCodes", contractCodes))
                .accept(type)
                .get(DATABASES + "/export");
        export.then().statusCode(200).contentType(type);
        return export;
    }
}
