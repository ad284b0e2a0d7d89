package io.padlock.provisioning.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.LogOfTheServer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no HTTP library sends, and what no box means. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class NotHttpTest {

    @TestHTTPResource("/")
    URI server;

    @Test
    void a_request_without_a_host_is_told_so_as_every_other_refusal_is() throws IOException {
        assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\n\r\n")).satisfies(this::isMalformed);
    }

    @Test
    void a_host_that_is_none_is_refused_and_no_mistake_of_ours() throws IOException {
        try (LogOfTheServer log = new LogOfTheServer()) {
            assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\nHost: a b:c:d\r\n\r\n"))
                    .satisfies(this::isMalformed);
            assertThat(log.lines()).noneMatch(line -> line.message().contains("failed"));
        }
    }

    @Test
    void two_hosts_are_refused() throws IOException {
        assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                .satisfies(this::isMalformed);
    }

    @Test
    void a_body_whose_end_a_proxy_may_see_elsewhere_is_refused_and_nothing_behind_it_is_read() throws IOException {
        String smuggled = "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n";
        String answer = answerTo("POST /v1/eligibility HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled);
        assertThat(answer).satisfies(this::isMalformed);
        assertThat(answer.split("HTTP/1\\.1 ")).hasSize(2);
    }

    @Test
    void an_address_that_is_none_is_not_found() throws IOException {
        assertThat(answerTo("GET * HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("Padlock-Reference: ", "\"code\":\"NOT_FOUND\"");
    }

    /** For a proxy with rules for an address, it is another address. */
    @Test
    void parameters_in_a_path_are_another_address() throws IOException {
        assertThat(answerTo("GET /v1/authority/root.pem;a=b HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("\"code\":\"NOT_FOUND\"");
    }

    /** For a proxy with rules for an address, it is the address without them. */
    @Test
    void dots_for_a_part_of_a_path_are_another_address() throws IOException {
        for (String path : List.of(
                "/v1/./authority/root.pem",
                "/v1/boxes/../authority/root.pem",
                "/../v1/authority/root.pem",
                "/v1/authority/root.pem/.",
                "/v1/authority/root.pem/x/..")) {
            assertThat(answerTo("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\"code\":\"NOT_FOUND\"");
        }
        assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void options_is_a_method_like_others() throws IOException {
        assertThat(answerTo("OPTIONS /v1/certificates HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("Allow: POST\r\n");
    }

    @Test
    void a_body_in_chunks_over_the_limit_is_the_senders_doing_and_no_error_in_the_log() throws IOException {
        String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
        try (LogOfTheServer log = new LogOfTheServer()) {
            assertThat(answerTo("POST /v1/certificates HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(6) + "0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(log.lines()).noneMatch(line -> line.message().contains("failed"));
        }
    }

    /** Whoever asked could not tell where a list without a length ends. */
    @Test
    void a_connection_of_http_1_0_ends_with_its_answer_although_it_was_to_be_kept() throws IOException {
        assertThat(answerTo(
                        "GET /v1/operator/databases/export HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: Bearer "
                                + TestServer.OPERATOR_TOKEN + "\r\n\r\n"))
                .startsWith("HTTP/1.0 200 ");
    }

    @Test
    void a_number_or_a_name_without_an_end_is_refused_as_what_it_is() throws IOException {
        for (String body : List.of(
                "{\"databaseUuid\":1" + "0".repeat(2_000) + "}",
                "{\"" + "k".repeat(60_000) + "\":1}",
                "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")) {
            assertThat(answerTo("POST /v1/eligibility HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                    .satisfies(this::isMalformed)
                    .contains("too long, or is nested too deeply");
        }
    }

    @Test
    void a_condition_that_is_none_changes_nothing() throws IOException {
        for (String condition :
                List.of("If-Modified-Since: yesterday", "If-Unmodified-Since: -1", "If-Match: \"other\"")) {
            assertThat(answerTo("GET /v1/authority/issuing.crl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + condition
                            + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_stock_box_is_answered_in_its_shape_whatever_it_says_of_types() throws IOException {
        for (String type :
                List.of("Content-Type: /", "Content-Type: a/b; c=\"", "Accept: a/b;c=\"\\", "Content-Type: ;")) {
            assertThat(answerTo("POST /odoo-enterprise/iot/x509 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + type
                            + "\r\nContent-Length: 2\r\n\r\n{}"))
                    .as(type)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"result\":null");
        }
    }

    @Test
    void an_import_of_no_type_is_refused_as_one_of_another_type() throws IOException {
        assertThat(answerTo(
                        "POST /v1/operator/databases/import HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                                + TestServer.OPERATOR_TOKEN + "\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415 ");
    }

    @Test
    void a_body_of_a_range_of_types_or_an_empty_one_is_refused_as_one_of_another_type() throws IOException {
        for (String type : List.of("*/*", "application/*", "", "application/json, */*")) {
            assertThat(answerTo("POST /v1/eligibility HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: " + type
                            + "\r\nContent-Length: 2\r\n\r\n{}"))
                    .as(type)
                    .startsWith("HTTP/1.1 415 ");
        }
    }

    @Test
    void the_type_of_a_body_that_is_not_there_is_nobodys_business() throws IOException {
        assertThat(answerTo(
                        "GET /v1/operator/databases/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                                + TestServer.OPERATOR_TOKEN + "\r\nContent-Type: a b\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** The framework repeats the version that was asked for, so it does not stand at the answer's start. */
    @Test
    void a_version_that_is_none_of_ours_is_refused() throws IOException {
        for (String version :
                List.of("HTTP/1.7", "HTTP/0.9", "xHTTP/1.1", "HTTPS/1.1", "RTSP/1.0", "a".repeat(40) + "/1.1")) {
            assertThat(answerTo("GET /v1/authority/root.pem " + version + "\r\nHost: a\r\n\r\n"))
                    .as(version)
                    .contains(" 400 Bad Request\r\n", "\"code\":\"MALFORMED_REQUEST\"")
                    .contains("another version of HTTP");
        }
    }

    @Test
    void http_2_is_not_spoken() throws IOException {
        String answer = answerTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/2.0 400 ")
                .contains("\r\nconnection: close\r\n", "\"code\":\"MALFORMED_REQUEST\"");
        assertThat(answer.split("HTTP/")).as("one answer, then the end").hasSize(2);
    }

    @Test
    void a_request_line_of_4096_bytes_is_taken_and_one_of_4097_is_too_long() throws IOException {
        assertThat(answerTo(requestLine(4096) + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answerTo(requestLine(4097) + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .satisfies(answer -> isBare(414, answer));
    }

    private static String requestLine(int length) {
        String begin = "GET /v1/authority/root.pem?a=";
        String end = " HTTP/1.1";
        return begin + "a".repeat(length - begin.length() - end.length()) + end;
    }

    @Test
    void headers_of_20_kib_are_taken_and_a_byte_more_is_too_much() throws IOException {
        assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\n" + headers(20 * 1024)))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answerTo("GET /v1/authority/root.pem HTTP/1.1\r\n" + headers(20 * 1024 + 1)))
                .satisfies(answer -> isBare(431, answer));
    }

    /** @param length of all lines together, without their ends */
    private static String headers(int length) {
        List<String> lines = List.of("Host: a", "Connection: close", "A: " + "a".repeat(9_997), "B: ");
        String begin = String.join("\r\n", lines);
        int ends = 2 * (lines.size() - 1);
        return begin + "b".repeat(length - begin.length() + ends) + "\r\n\r\n";
    }

    private static void isBare(int status, String answer) {
        assertThat(answer)
                .matches("HTTP/1\\.[01] " + status + " [^\r\n]*\r\n([^\r\n]+\r\n)*\r\n")
                .doesNotContainIgnoringCase("Padlock-Reference");
    }

    private void isMalformed(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("Padlock-Reference: ", "application/problem+json", "\"code\":\"MALFORMED_REQUEST\"");
    }

    /** All that comes until the server ends the connection. */
    private String answerTo(String bytes) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
