package io.padlock.provisioning.operator;

import static io.padlock.provisioning.operator.Api.CSV;
import static io.padlock.provisioning.operator.Api.DATABASES;
import static io.padlock.provisioning.operator.Api.HEADER;
import static io.padlock.provisioning.operator.Api.NDJSON;
import static io.padlock.provisioning.operator.Api.json;
import static io.padlock.provisioning.operator.Api.operator;
import static io.padlock.provisioning.operator.Api.send;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class DatabaseImportsTest {

    @Inject
    Pool pool;

    @Inject
    OperatorActionsTest.Listener listener;

    @Test
    void ndjson_creates_replaces_and_leaves_alone() {
        String a = uuid();
        String b = uuid();
        send(NDJSON, "ALL_OR_NOTHING", json(a, "CODE-A", "PRODUCTION", 1) + json(b, "CODE-B", "PRODUCTION", 1))
                .then()
                .statusCode(200)
                .body("created", equalTo(2));

        send(
                        NDJSON,
                        "ALL_OR_NOTHING",
                        json(a, "CODE-A", "PRODUCTION", 1) + "\n \r\n" + json(b, "CODE-B", "STAGING", 3)
                                + json(uuid(), "CODE-C", "COPY", 2).strip())
                .then()
                .statusCode(200)
                .body("mode", equalTo("ALL_OR_NOTHING"))
                .body("lines", equalTo(3))
                .body("created", equalTo(1))
                .body("replaced", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("refused", equalTo(0))
                .body("errors", hasSize(0))
                .body("moreErrors", equalTo(0));
        read(b).then().body("kind", equalTo("STAGING")).body("subscription.lines.quantity", contains(3));
    }

    @Test
    void csv_is_read_as_rfc_4180_says_with_or_without_a_byte_order_mark() {
        String a = uuid();
        String b = uuid();
        String csv = "\uFEFFuuid,\"enterpriseCode\",kind,subscriptionStatus,lines\r\n"
                + a + ",\"=\"\"QUOTED\"\",CODE\",PRODUCTION,IN_PROGRESS,IOT_BOX:2 POINT_OF_SALE:1\r\n"
                + "\r\n"
                + b + ",-PLAIN,\"COPY\",PAUSED,";

        send(CSV, "ALL_OR_NOTHING", csv).then().statusCode(200).body("created", equalTo(2));

        read(a).then()
                .body("subscription.lines.product", contains("IOT_BOX", "POINT_OF_SALE"))
                .body("subscription.lines.quantity", contains(2, 1));
        read(b).then().body("kind", equalTo("COPY")).body("subscription.lines", hasSize(0));
        assertThat(code(a)).isEqualTo("=\"QUOTED\",CODE");
        assertThat(code(b)).isEqualTo("-PLAIN");
    }

    @Test
    void a_line_without_a_contract_code_keeps_the_known_one_and_is_refused_for_a_new_database() {
        String known = uuid();
        send(NDJSON, "ALL_OR_NOTHING", json(known, "KEPT", "PRODUCTION", 1));

        send(CSV, "LINE_BY_LINE", HEADER + known + ",,COPY,PAUSED,\n" + uuid() + ",,COPY,PAUSED,\n")
                .then()
                .statusCode(200)
                .body("replaced", equalTo(1))
                .body("refused", equalTo(1))
                .body("errors[0].line", equalTo(3))
                .body("errors[0].code", equalTo("INVALID_ENTERPRISE_CODE"))
                .body("errors[0].explanation", containsString("not known yet"));

        assertThat(code(known)).isEqualTo("KEPT");
    }

    @Test
    void one_bad_line_and_nothing_of_all_or_nothing_is_stored() {
        String good = uuid();

        send(
                        NDJSON,
                        "ALL_OR_NOTHING",
                        json(good, "CODE", "PRODUCTION", 1) + json(uuid(), "CODE", "TEST", 1) + "{\n"
                                + json("x", "CODE", "COPY", 1))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("IMPORT_REFUSED"))
                .body("reasons.code", contains("INVALID_DATABASE", "MALFORMED_LINE", "INVALID_DATABASE_UUID"))
                .body("reasons[0].explanation", startsWith("Line 2: kind is none of PRODUCTION"))
                .body("reasons[1].explanation", startsWith("Line 3: The line is not JSON: the fault is at column"))
                .body("reasons[2].explanation", startsWith("Line 4: The database's UUID is not a UUID"))
                .body("detail", startsWith("Line 2: "));

        read(good).then().statusCode(404);
    }

    @Test
    void line_by_line_stores_the_good_ones_and_names_the_others() {
        String first = uuid();
        String last = uuid();

        send(
                        CSV,
                        "LINE_BY_LINE",
                        HEADER + first + ",CODE,PRODUCTION,IN_PROGRESS,IOT_BOX:1\n"
                                + uuid() + ",CODE,PRODUCTION,RUNNING,\n"
                                + uuid() + ",\"CODE,PRODUCTION,IN_PROGRESS,\n"
                                + uuid() + ",CODE,PRODUCTION,IN_PROGRESS\n"
                                + uuid() + ",CODE,PRODUCTION,IN_PROGRESS,IOT_BOX\n"
                                + uuid() + ",CODE,PRODUCTION,IN_PROGRESS,IOT_BOX:0\n"
                                + uuid() + ",TWO WORDS,PRODUCTION,IN_PROGRESS,\n"
                                + last + ",CODE,PRODUCTION,IN_PROGRESS,\n")
                .then()
                .statusCode(200)
                .body("lines", equalTo(8))
                .body("created", equalTo(2))
                .body("refused", equalTo(6))
                .body("errors.line", contains(3, 4, 5, 6, 7, 8))
                .body(
                        "errors.code",
                        contains(
                                "INVALID_DATABASE",
                                "MALFORMED_LINE",
                                "MALFORMED_LINE",
                                "INVALID_DATABASE",
                                "INVALID_DATABASE",
                                "INVALID_ENTERPRISE_CODE"))
                .body("errors[1].explanation", containsString("a quote is not closed"))
                .body("errors[2].explanation", containsString("The line has 4 fields"))
                .body("errors[0].remedy", equalTo("Correct the line and send it again."));

        read(first).then().statusCode(200);
        read(last).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700})
    void a_database_that_stands_there_twice_is_refused_the_second_time_however_far_behind(int between) {
        String twice = uuid();
        String body = json(twice, "FIRST", "PRODUCTION", 1) + many(between) + json(twice, "SECOND", "PRODUCTION", 2);

        send(NDJSON, "LINE_BY_LINE", body)
                .then()
                .statusCode(200)
                .body("created", equalTo(between + 1))
                .body("errors.line", contains(between + 2))
                .body("errors[0].code", equalTo("DUPLICATE_DATABASE"))
                .body("errors[0].explanation", equalTo("The database stands on line 1 already."));
        assertThat(code(twice)).isEqualTo("FIRST");

        send(NDJSON, "ALL_OR_NOTHING", body)
                .then()
                .statusCode(422)
                .body("reasons.code", contains("DUPLICATE_DATABASE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11,CODE,PRODUCTION,IN_PROGRESS,\n",
                "uuid;enterpriseCode;kind;subscriptionStatus;lines\n",
                "uuid,kind,subscriptionStatus,lines\n",
                "uuid,enterpriseCode,kind,subscriptionStatus,lines,more\n",
                "\"uuid,enterpriseCode,kind,subscriptionStatus,lines\n"
            })
    void csv_without_its_header_is_not_guessed_at(String csv) {
        for (String mode : List.of("ALL_OR_NOTHING", "LINE_BY_LINE")) {
            send(CSV, mode, csv)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("MALFORMED_REQUEST"))
                    .body("detail", startsWith("The first line is not 'uuid,enterpriseCode,"));
        }
    }

    @Test
    void what_is_not_utf_8_is_refused_on_its_line() {
        byte[] body = (HEADER + uuid() + ",C\u00e9DE,PRODUCTION,IN_PROGRESS,\n").getBytes(StandardCharsets.ISO_8859_1);

        send(CSV, "LINE_BY_LINE", body).then().body("errors[0].explanation", equalTo("The line is not UTF-8."));
        send(NDJSON, "LINE_BY_LINE", body).then().body("errors[1].explanation", equalTo("The line is not UTF-8."));
    }

    @Test
    void a_line_that_never_ends_is_refused_and_the_next_one_read() {
        String good = uuid();

        send(NDJSON, "LINE_BY_LINE", "x".repeat(3_000_000) + "\n" + json(good, "CODE", "COPY", 1))
                .then()
                .statusCode(200)
                .body("errors.line", contains(1))
                .body("errors[0].explanation", equalTo("The line has more than 65536 bytes."));
        read(good).then().statusCode(200);
    }

    @Test
    void a_thousand_bad_lines_are_named_and_the_others_counted() {
        send(NDJSON, "LINE_BY_LINE", "{\n".repeat(1234))
                .then()
                .statusCode(200)
                .body("lines", equalTo(1234))
                .body("refused", equalTo(1234))
                .body("errors", hasSize(1000))
                .body("moreErrors", equalTo(234));
        send(NDJSON, "ALL_OR_NOTHING", "{\n".repeat(1234))
                .then()
                .statusCode(422)
                .body("reasons", hasSize(1000))
                .body("detail", containsString("And 1224 more."));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, ALL_OR_NOTHING, 415, UNSUPPORTED_MEDIA_TYPE",
        "text/csv, SOMETIMES, 400, INVALID_PARAMETER"
    })
    void what_the_contract_does_not_have_is_refused(String type, String mode, int status, String code) {
        send(type, mode, HEADER).then().statusCode(status).body("code", equalTo(code));
    }

    @Test
    void without_the_token_no_line_is_read() {
        String uuid = uuid();

        given().contentType("application/x-ndjson; charset=utf-8")
                .body(json(uuid, "CODE", "COPY", 1).getBytes(StandardCharsets.UTF_8))
                .post(DATABASES + "/import")
                .then()
                .statusCode(401);

        read(uuid).then().statusCode(404);
    }

    @Test
    void an_import_that_is_cut_in_the_middle_stores_nothing() throws Exception {
        String first = uuid();
        listener.forget();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/operator/databases/import HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer " + TestServer.OPERATOR_TOKEN + "\r\n"
                            + "Content-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n\r\n"
                            + json(first, "CODE", "COPY", 1) + many(1200))
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        assertThat(listener.await(told -> told.action().endsWith("/import"), Duration.ofSeconds(20))
                        .about())
                .containsEntry("status", "400")
                .containsEntry("code", "MALFORMED_REQUEST");
        read(first).then().statusCode(404);
    }

    @Test
    void a_hundred_thousand_lines_go_through_at_once() {
        long before = System.nanoTime();

        send(NDJSON, "ALL_OR_NOTHING", many(100_000)).then().statusCode(200).body("created", equalTo(100_000));

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(60);
        // A session that knew the table when it was small would walk through all of it for each row that goes.
        pool.query("analyze known_database, subscription_line")
                .execute()
                .await()
                .indefinitely();
        while (forgotten() > 0) {
            // Until none is left.
        }
    }

    /** A few thousand at a time: a statement that is silent for as long as all of them take is cut off. */
    private int forgotten() {
        return pool.query("delete from known_database where uuid in"
                        + " (select uuid from known_database where enterprise_code like 'MANY-%' limit 5000)")
                .execute()
                .await()
                .indefinitely()
                .rowCount();
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> json(uuid(), "MANY-" + i, "PRODUCTION", 1 + i % 5))
                .collect(Collectors.joining());
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }

    private static Response read(String uuid) {
        return operator().get(DATABASES + "/" + uuid);
    }

    private String code(String uuid) {
        return pool.query("select enterprise_code from known_database where uuid = '" + uuid + "'")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }
}
