package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Holds each request and its answer to the contract, and fails when an answer is not in it: a status, header, media type or
 * field that it doesn't have, or anything but "not found" at an address that it doesn't have. A request that succeeded has
 * to be what the contract says, too. How requests are sent is for others to know.
 */
public final class KeepsToTheContract {

    /** What the contract says once, for all addresses. */
    private static final Map<Integer, String> EVERYWHERE = Map.of(404, "NOT_FOUND", 405, "METHOD_NOT_ALLOWED");
    /** What the contract says once, for bytes that are not HTTP: empty answers, and the connection ends. */
    private static final Set<Integer> NOT_HTTP = Set.of(400, 413, 414, 431);
    /** Headers of HTTP itself, of which a document has nothing to say (RFC 9110 and 9112). */
    private static final Set<String> OF_HTTP =
            Set.of("content-type", "content-length", "transfer-encoding", "connection", "date");

    /** Where Quarkus' users look for the document, as its description says. */
    private static final String ALSO_THE_DOCUMENT = "/q/openapi";

    private static final KeepsToTheContract REVIEWED = of(ContractDocument.reviewed());

    private final ContractDocument contract;
    private final Reached reached;
    private final Queue<String> untold = new ConcurrentLinkedQueue<>();

    KeepsToTheContract(ContractDocument contract, Reached reached) {
        this.contract = contract;
        this.reached = reached;
    }

    private static KeepsToTheContract of(ContractDocument contract) {
        return new KeepsToTheContract(contract, new Reached(contract));
    }

    /** Holds exchanges to the reviewed document. One for all: it notes what was reached. */
    public static KeepsToTheContract reviewed() {
        return REVIEWED;
    }

    /** @throws AssertionError with what the contract does not have */
    public void check(Exchange exchange) {
        try {
            checkAddress(exchange);
        } catch (AssertionError broken) {
            // Whoever sends in the background may lose the error; the last check of all finds it here.
            String what = exchange + ": " + broken.getMessage();
            reached.broken(what);
            untold.add(what);
            throw broken;
        }
    }

    /** For requests that somebody answers who need not keep to it: they have to be what our server would take. */
    public void checkAsked(Exchange exchange) {
        Operation operation = operationOf(exchange)
                .orElseThrow(() -> new AssertionError("The contract does not have " + exchange.method() + " "
                        + exchange.target() + ", and it was asked for."));
        new TakenRequest(contract, operation, exchange).check();
    }

    /** @return what was broken since this was asked last, also where nobody heard of the error */
    public List<String> brokenSince() {
        List<String> told = new ArrayList<>();
        for (String what = untold.poll(); what != null; what = untold.poll()) {
            told.add(what);
        }
        return told;
    }

    /** For what is not HTTP at all: a request line, a header or an encoding that nobody can read, or may. */
    public void checkUnreadable(Exchange exchange) {
        boolean isEmpty =
                NOT_HTTP.contains(exchange.status()) && exchange.answered().body().length == 0;
        if (!isEmpty && !isForbiddenByHttp(exchange)) {
            check(exchange);
        }
    }

    private boolean isForbiddenByHttp(Exchange exchange) {
        Message answer = exchange.answered();
        return exchange.status() == 400
                && "application/problem+json".equals(answer.mediaType())
                && answer.header("Padlock-Reference") != null
                && Json.of(answer.text()).path("code").asText().equals("MALFORMED_REQUEST")
                && contract.faults(problem(), Json.of(answer.text())).isEmpty();
    }

    private Place problem() {
        return contract.root().child("components").child("schemas").child("Problem");
    }

    private void checkAddress(Exchange exchange) {
        Optional<Operation> operation = operationOf(exchange);
        if (operation.isPresent()) {
            check(operation.get(), exchange);
        } else if (!Address.normal(exchange.path()).equals(ALSO_THE_DOCUMENT)) {
            checkRefusedEverywhere(exchange);
        }
    }

    private Optional<Operation> operationOf(Exchange exchange) {
        // Who may GET may ask HEAD (RFC 9110, section 9.3.2).
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        return contract.operationAt(method, exchange.path())
                .or(() -> contract.operationAt(method, Address.normal(exchange.path())));
    }

    private void check(Operation operation, Exchange exchange) {
        Place told = operation.answer(exchange.status());
        if (isCutOff(exchange, told)) {
            reached.by(operation, exchange);
            return;
        }
        if (isOfNothingHere(operation, exchange)) {
            checkRefusedEverywhere(exchange);
            return;
        }
        assertThat(told.exists())
                .as(
                        "%s, which %s does not declare: %s",
                        exchange, operation, exchange.answered().text())
                .isTrue();
        checkHeaders(told, exchange.answered());
        checkBody(told, exchange);
        if (exchange.status() < 300 && !isRefusedInside(exchange)) {
            new TakenRequest(contract, operation, exchange).check();
        }
        reached.by(operation, exchange);
    }

    /** The contract tells of it in words: a body far over the limit is not listened to, and the answer is empty. */
    private static boolean isCutOff(Exchange exchange, Place told) {
        return exchange.status() == 413 && told.exists() && exchange.answered().body().length == 0;
    }

    /** The stock door says no with status 200. */
    private static boolean isRefusedInside(Exchange exchange) {
        String mediaType = exchange.answered().mediaType();
        return mediaType != null
                && MediaTypes.isJson(mediaType)
                && Json.of(exchange.answered().text()).has("error");
    }

    /**
     * An address with a place to fill may be that of nothing at all, when what fills it can't be read; or another one's, that
     * takes other methods.
     */
    private boolean isOfNothingHere(Operation operation, Exchange exchange) {
        if (exchange.status() == 405) {
            return !operation.isExact() && contract.hasExactPath(Address.normal(exchange.path()));
        }
        return exchange.status() == 404
                && (!operation.isAtPath(exchange.path()) || isFilledWithWhatItCannotBe(operation, exchange))
                && (exchange.method().equals("HEAD")
                        || Json.orMissing(exchange.answered().text())
                                .path("code")
                                .asText()
                                .equals("NOT_FOUND"));
    }

    private boolean isFilledWithWhatItCannotBe(Operation operation, Exchange exchange) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.child("in").text().equals("path"))
                .anyMatch(place -> operation.valuesOf(place.child("name").text(), exchange.path()).stream()
                        .anyMatch(value -> !contract.faults(place.child("schema"), TextNode.valueOf(value))
                                .isEmpty()));
    }

    private void checkRefusedEverywhere(Exchange exchange) {
        Message answer = exchange.answered();
        assertThat(EVERYWHERE)
                .as("%s, which the contract does not have: %s", exchange, answer.text())
                .containsKey(exchange.status());
        assertThat(answer.header("Padlock-Reference"))
                .as("%s without the header Padlock-Reference", exchange)
                .isNotNull();
        if (exchange.status() == 405) {
            assertThat(answer.header("Allow"))
                    .as("%s without the header Allow", exchange)
                    .isNotNull();
        }
        if (!exchange.method().equals("HEAD")) {
            assertThat(answer.mediaType()).as("%s in", exchange).isEqualTo("application/problem+json");
            checkJson(problem(), exchange);
            assertThat(Json.of(answer.text()).path("code").asText()).isEqualTo(EVERYWHERE.get(exchange.status()));
        }
    }

    private void checkHeaders(Place told, Message answer) {
        Place headers = told.child("headers");
        Set<String> known = new HashSet<>(OF_HTTP);
        headers.names().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
        assertThat(answer.headers().keySet())
                .as("headers that the contract does not have")
                .allSatisfy(name -> assertThat(known).contains(name.toLowerCase(Locale.ROOT)));
        for (String name : headers.names()) {
            String value = answer.header(name);
            assertThat(value).as("without the header " + name).isNotNull();
            Place schema = headers.child(name).child("schema");
            assertThat(contract.faults(schema, Json.scalar(schema, value)))
                    .as("with %s: %s", name, value)
                    .isEmpty();
        }
    }

    private void checkBody(Place told, Exchange exchange) {
        Message answer = exchange.answered();
        Place content = told.child("content");
        if (!content.exists() || exchange.method().equals("HEAD")) {
            assertThat(answer.body()).as("%s with content", exchange).isEmpty();
            return;
        }
        assertThat(answer.mediaType()).as("%s without a media type", exchange).isNotNull();
        assertThat(content.names()).as("%s in", exchange).contains(answer.mediaType());
        if (MediaTypes.isJson(answer.mediaType())) {
            checkJson(content.child(answer.mediaType()).child("schema"), exchange);
            checkCodes(told, exchange);
        }
        Place ofLines = content.child(answer.mediaType()).child(ContractDocument.SCHEMA_OF_LINES);
        if (ofLines.exists()) {
            answer.text().lines().forEach(line -> checkJson(ofLines, exchange, Json.of(line)));
        }
    }

    /** Programs go by the codes of a refusal, and look in the description for those that there are. */
    private void checkCodes(Place told, Exchange exchange) {
        JsonNode body = Json.of(exchange.answered().text());
        String described = told.child("description").text();
        if ("application/problem+json".equals(exchange.answered().mediaType())) {
            // What can't be read may have come to any address.
            if (!body.path("code").asText().equals("MALFORMED_REQUEST")) {
                checkCodes(body, described, exchange);
            }
        } else if (body.path("error").has("data")) {
            checkCodes(body.path("error").path("data"), codesOfV1(), exchange);
        }
    }

    private static void checkCodes(JsonNode refusal, String described, Exchange exchange) {
        List<JsonNode> all = new ArrayList<>(refusal.path("reasons").findValues("code"));
        all.add(refusal.path("code"));
        assertThat(all)
                .allSatisfy(code -> assertThat(described)
                        .as("%s with a code that its description does not name: %s", exchange, refusal)
                        .contains("`" + code.asText() + "`"));
    }

    /** The stock door's refusals have the codes of the same refusals there. */
    private String codesOfV1() {
        Place answers = contract.operation("requestCertificate").place().child("responses");
        return answers.names().stream()
                .map(status -> answers.child(status).child("description").text())
                .collect(Collectors.joining("\n"));
    }

    private void checkJson(Place schema, Exchange exchange) {
        checkJson(schema, exchange, Json.of(exchange.answered().text()));
    }

    private void checkJson(Place schema, Exchange exchange, JsonNode body) {
        assertThat(contract.faults(schema, body))
                .as("%s with %s", exchange, body)
                .isEmpty();
        assertThat(contract.unknownFields(schema, body))
                .as("%s with fields that the contract does not have: %s", exchange, body)
                .isEmpty();
    }
}
