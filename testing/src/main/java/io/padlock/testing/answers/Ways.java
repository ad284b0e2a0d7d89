package io.padlock.testing.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.padlock.testing.requests.Requests;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to each answer, by its status for all operations, or for one operation alone. Here are those that anybody can go who
 * has an operator's token; who runs the server adds others, or says why there is none.
 */
public final class Ways {

    /** Spoils a request and sends it, or whatever else leads to the answer. */
    public interface Way {
        HttpResponse<byte[]> go(Ask ask);
    }

    /** An answer that the document declares. */
    public record Answer(Operation operation, int status) {
        @Override
        public String toString() {
            return operation + " answers " + status;
        }
    }

    private static final String NOTHING = "0".repeat(64);

    private final Visitor visitor;
    private final Map<String, Way> ways = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    public Ways(Visitor visitor) {
        this.visitor = visitor;
        to(200, Ask::send);
        to(201, Ask::send);
        to(204, Ask::send);
        to(304, this::listAgain);
        to(400, Ways::unusable);
        to(401, ask -> ask.without("Authorization").send());
        to(
                404,
                ask -> ask.place("uuid", "00000000-0000-4000-8000-000000000000")
                        .place("serial", NOTHING.substring(0, 32))
                        .place("zone", NOTHING.substring(0, 8))
                        .place("issuer", NOTHING.substring(0, 16))
                        .send());
        to(406, ask -> ask.header("Accept", "image/png").send());
        to(413, ask -> ask.body(type(ask), " ".repeat(65537)).send());
        to(415, ask -> ask.body("image/png", "no picture").send());
        to("requestCertificate", 200, Ways::twice);
        to("putDatabase", 200, Ways::twice);
        to("revokeCertificate", 200, Ways::twice);
        to("requestCertificate", 403, ask -> requestFor(ask, visitor.database("STAGING")));
        to("requestCertificate", 404, ask -> requestFor(ask, visitor.fresh()));
        to("requestStockCertificate", 413, ask -> ask.bodyOf(128 * 1024 + 1).send());
        to("importDatabases", 413, ask -> ask.bodyOf(2L << 40).send());
        to("importDatabases", 422, Ways::importWithABadLine);
    }

    public Ways to(int status, Way way) {
        ways.put(String.valueOf(status), way);
        return this;
    }

    public Ways to(String operationId, int status, Way way) {
        ways.put(operationId + " " + status, way);
        return this;
    }

    /** @param reason a sentence that says why this server's answer can't be had, or not without harm */
    public Ways none(int status, String reason) {
        reasons.put(String.valueOf(status), reason);
        return this;
    }

    public Ways none(String operationId, int status, String reason) {
        reasons.put(operationId + " " + status, reason);
        return this;
    }

    /** @return every answer of the document to which there is a way */
    public List<Answer> open() {
        return all().stream().filter(answer -> reasonAgainst(answer).isEmpty()).toList();
    }

    /** @return every other one, and why */
    public List<String> closed() {
        return all().stream()
                .filter(answer -> reasonAgainst(answer).isPresent())
                .map(answer -> answer + ": " + reasonAgainst(answer).get())
                .toList();
    }

    private List<Answer> all() {
        List<Answer> all = new ArrayList<>();
        for (Operation operation : visitor.contract().operations()) {
            for (String status : operation.place().child("responses").names()) {
                all.add(new Answer(operation, Integer.parseInt(status)));
            }
        }
        return all;
    }

    private Optional<String> reasonAgainst(Answer answer) {
        String one = answer.operation().id() + " " + answer.status();
        String every = String.valueOf(answer.status());
        if (ways.containsKey(one)) {
            return Optional.empty();
        }
        return Optional.ofNullable(reasons.getOrDefault(one, ways.containsKey(every) ? null : reasons.get(every)));
    }

    /** @return what went wrong on all ways that there are */
    public List<String> goAll() {
        List<String> wrong = new ArrayList<>();
        for (Answer answer : open()) {
            try {
                go(answer);
            } catch (AssertionError e) {
                wrong.add(answer + ": " + e.getMessage());
            }
        }
        return wrong;
    }

    /** Goes there, and fails when the answer is another one. */
    public HttpResponse<byte[]> go(Answer answer) {
        String one = answer.operation().id() + " " + answer.status();
        Way way = ways.getOrDefault(one, ways.get(String.valueOf(answer.status())));
        assertThat(way).as("a way to: " + answer).isNotNull();
        HttpResponse<byte[]> got = way.go(visitor.ask(answer.operation()));
        assertThat(got.statusCode())
                .as("%s, and said %s", answer, new String(got.body()))
                .isEqualTo(answer.status());
        return got;
    }

    private HttpResponse<byte[]> listAgain(Ask ask) {
        String tag = Visitor.must(200, ask).headers().firstValue("ETag").orElseThrow();
        return ask.header("If-None-Match", tag).send();
    }

    private static HttpResponse<byte[]> twice(Ask ask) {
        Visitor.must(201, ask);
        return ask.send();
    }

    private HttpResponse<byte[]> requestFor(Ask ask, String database) {
        return ask.body(Visitor.JSON, visitor.certificateRequest(database, Requests.good()))
                .send();
    }

    /** A parameter, or else a body, or else a place of the address that can't be what it should be. */
    private static HttpResponse<byte[]> unusable(Ask ask) {
        Optional<Place> parameter = ask.operation().parameters().stream()
                .filter(one -> one.child("in").text().equals("query"))
                .findFirst();
        if (parameter.isPresent()) {
            return ask.query(parameter.get().child("name").text(), "no such thing")
                    .send();
        }
        return ask.operation().requestBody().exists()
                ? ask.body(type(ask), "hello").send()
                : ask.place("uuid", "shop")
                        .place("serial", "x")
                        .place("zone", "x")
                        .send();
    }

    private static String type(Ask ask) {
        return ask.operation().requestBody().child("content").names().get(0);
    }

    private static HttpResponse<byte[]> importWithABadLine(Ask ask) {
        return ask.body("application/x-ndjson", "{\"uuid\":\"shop\"}\n").send();
    }
}
