package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Stands in a test's requests and fails it when an answer is not what the contract says: a status, header, media type or
 * field that it doesn't have. A request that succeeded has to be what it says, too.
 */
public final class KeepsToTheContract implements Filter {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the contract says once for all addresses. */
    private static final Set<Integer> EVERYWHERE = Set.of(404, 405);

    private final ContractDocument contract;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    public KeepsToTheContract(ContractDocument contract) {
        this.contract = contract;
    }

    public ContractDocument contract() {
        return contract;
    }

    /** The identifiers of the operations that were asked for. */
    public Set<String> seen() {
        return seen;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification unused, FilterContext chain) {
        Response answer = chain.next(request, unused);
        String path = URI.create(request.getURI()).getRawPath();
        contract.operationAt(request.getMethod(), path).ifPresent(operation -> check(operation, request, answer));
        return answer;
    }

    private void check(Operation operation, FilterableRequestSpecification request, Response answer) {
        int status = answer.statusCode();
        Place told = operation.answer(status);
        if (!told.exists() && EVERYWHERE.contains(status)) {
            return;
        }
        String what = operation + " answered " + status;
        assertThat(told.exists())
                .as(what + ", which the contract does not have: %s", answer.asString())
                .isTrue();
        checkHeaders(what, told, answer);
        checkBody(what, told, answer);
        if (status < 300) {
            checkRequest(operation, request);
        }
        seen.add(operation.id());
    }

    private void checkHeaders(String what, Place told, Response answer) {
        Place headers = told.child("headers");
        for (String name : headers.names()) {
            String value = answer.header(name);
            assertThat(value).as(what + " without the header " + name).isNotNull();
            Place schema = headers.child(name).child("schema");
            assertThat(contract.faults(schema, scalar(schema, value)))
                    .as(what + " with %s: %s", name, value)
                    .isEmpty();
        }
    }

    private void checkBody(String what, Place told, Response answer) {
        Place content = told.child("content");
        if (!content.exists()) {
            assertThat(answer.asByteArray()).as(what + " with content").isEmpty();
            return;
        }
        Place media = media(content, answer.contentType());
        assertThat(media.exists())
                .as(what + " in %s, which the contract does not have", answer.contentType())
                .isTrue();
        if (isJson(answer.contentType())) {
            JsonNode body = json(answer.asString());
            assertThat(contract.faults(media.child("schema"), body))
                    .as(what + " with %s", body)
                    .isEmpty();
            assertThat(contract.unknownFields(media.child("schema"), body))
                    .as(what + " with fields that the contract does not have: %s", body)
                    .isEmpty();
        }
    }

    private void checkRequest(Operation operation, FilterableRequestSpecification request) {
        String declared = request.getContentType();
        Object body = request.getBody();
        Place media = declared == null
                ? operation.place().child("none")
                : media(operation.requestBody().child("content"), declared);
        if (media.exists() && isJson(declared)) {
            String text = body instanceof byte[] bytes ? new String(bytes) : String.valueOf(body);
            assertThat(contract.faults(media.child("schema"), json(text)))
                    .as(operation + " took what the contract does not have: %s", text)
                    .isEmpty();
        }
    }

    private static Place media(Place content, String declared) {
        return content.child(bare(declared));
    }

    private static boolean isJson(String mediaType) {
        return bare(mediaType).equals("application/json") || bare(mediaType).endsWith("+json");
    }

    private static String bare(String mediaType) {
        return mediaType.split(";")[0].strip();
    }

    private static JsonNode scalar(Place schema, String value) {
        boolean isText = schema.child("type").text().equals("string");
        return isText ? TextNode.valueOf(value) : json(value);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return fail("Not JSON: " + text, e);
        }
    }

    /** For a test's last word. */
    public List<String> notSeen() {
        return contract.operations().stream()
                .map(Operation::id)
                .filter(id -> !seen.contains(id))
                .toList();
    }
}
