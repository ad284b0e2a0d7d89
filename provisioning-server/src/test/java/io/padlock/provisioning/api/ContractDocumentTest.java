package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refusal.NotConfirmed;
import io.padlock.provisioning.Refusal.Overloaded;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document itself: whole, and true to itself. */
class ContractDocumentTest {

    private static final List<Refusal> ANY_DOOR = List.of(
            new UnknownDatabaseOrContract(),
            new TryLater(""),
            new NotConfirmed(""),
            new Overloaded(),
            new TooManyRequests("", Duration.ZERO),
            new InternalError());

    private static final ContractDocument CONTRACT = ContractDocument.reviewed();

    static Stream<Operation> operations() {
        return CONTRACT.operations().stream();
    }

    /** A schema with values that are said to be of it. */
    private record Shown(String where, Place schema, JsonNode value) {}

    @ParameterizedTest
    @MethodSource("operations")
    void every_operation_says_what_it_is(Operation operation) {
        for (String said : List.of("operationId", "summary", "description")) {
            assertThat(operation.place().child(said).text()).as(said).isNotBlank();
        }
        assertThat(operation.place().child("tags").items()).hasSize(1);
    }

    @Test
    void no_two_operations_have_one_name() {
        assertThat(operations().map(Operation::id)).doesNotHaveDuplicates();
    }

    @Test
    void every_tag_is_one_of_those_that_the_document_describes() {
        List<String> described = CONTRACT.root().child("tags").items().stream()
                .map(tag -> tag.child("name").text())
                .toList();

        assertThat(operations()
                        .map(operation ->
                                operation.place().child("tags").items().get(0).text()))
                .isSubsetOf(described);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_parameter_is_described_with_an_example(Operation operation) {
        for (Place parameter : operation.parameters()) {
            String name = parameter.child("name").text();
            assertThat(parameter.child("description").text()).as(name).isNotBlank();
            assertThat(parameter.child("example").exists()).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_place_in_an_address_is_a_parameter(Operation operation) {
        assertThat(operation.examplePath()).doesNotContain("{");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_answer_is_described_and_what_has_content_is_shown(Operation operation) {
        Place answers = operation.place().child("responses");

        for (String status : answers.names()) {
            Place answer = answers.child(status);
            assertThat(answer.child("description").text()).as(status).isNotBlank();
            mustShowAnExampleOfEachType(answer.child("content"), status);
        }
        mustShowAnExampleOfEachType(operation.requestBody().child("content"), "request");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_answer_under_v1_carries_the_reference(Operation operation) {
        if (operation.path().equals("/openapi.yaml")) {
            return;
        }
        Place answers = operation.place().child("responses");
        assertThat(answers.names())
                .filteredOn(status -> !hasReference(answers.child(status)))
                // The stock door's only status but 200 is Vert.x's own.
                .isSubsetOf(operation.path().startsWith("/v1") ? List.of() : List.of("413"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_refusal_under_v1_is_a_problem_that_agrees_with_its_status(Operation operation) {
        if (!operation.path().startsWith("/v1")) {
            return;
        }
        for (String status : operation.place().child("responses").names()) {
            Place problem = operation.answer(Integer.parseInt(status)).child("content");
            if (Integer.parseInt(status) < 400 || !problem.exists()) {
                continue;
            }
            assertThat(problem.names()).containsExactly("application/problem+json");
            Place examples = problem.child("application/problem+json").child("examples");
            for (String name : examples.names()) {
                JsonNode shown = examples.child(name).child("value").node();
                assertThat(shown.get("status").asText()).as(name).isEqualTo(status);
                mustAgreeWithItself(shown);
                assertThat(operation
                                .answer(Integer.parseInt(status))
                                .child("description")
                                .text())
                        .contains("`" + shown.get("code").asText() + "`");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void who_may_come_back_is_told_when(Operation operation) {
        // A stock box reads no header of an answer; what it is told stands in the body.
        if (!operation.path().startsWith("/v1")) {
            return;
        }
        Place answers = operation.place().child("responses");
        for (String status : answers.names()) {
            if (List.of("429", "503").contains(status)) {
                assertThat(answers.child(status).child("headers").names())
                        .as(status)
                        .contains("Retry-After");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void what_is_for_operators_needs_their_token_and_nothing_else_does(Operation operation) {
        boolean isForOperators = operation.path().startsWith("/v1/operator/");

        assertThat(operation.place().child("security").exists()).isEqualTo(isForOperators);
        assertThat(operation.answer(401).exists()).isEqualTo(isForOperators);
        assertThat(operation.answer(403).exists())
                .isEqualTo(isForOperators || operation.id().equals("requestCertificate"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_example_is_what_its_schema_says(Operation operation) {
        SoftAssertions all = new SoftAssertions();
        for (Shown shown : shownIn(operation)) {
            all.assertThat(CONTRACT.faults(shown.schema(), shown.value()))
                    .as(shown.where())
                    .isEmpty();
        }
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_field_that_an_example_shows_is_one_that_the_schema_has(Operation operation) {
        SoftAssertions all = new SoftAssertions();
        for (Shown shown : shownIn(operation)) {
            all.assertThat(CONTRACT.unknownFields(shown.schema(), shown.value()))
                    .as(shown.where())
                    .isEmpty();
        }
        all.assertAll();
    }

    @Test
    void every_reference_leads_somewhere_and_everything_shared_is_used() {
        List<String> references = CONTRACT.root().node().findValuesAsText("$ref");
        Place components = CONTRACT.root().child("components");

        assertThat(references)
                .allSatisfy(reference -> assertThat(CONTRACT.root()
                                .node()
                                .at(reference.substring(1))
                                .isMissingNode())
                        .as(reference)
                        .isFalse());
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            assertThat(components.child(kind).names().stream().map(name -> "#/components/" + kind + "/" + name))
                    .isSubsetOf(references);
        }
    }

    @Test
    void every_field_of_every_schema_is_described() {
        Place schemas = CONTRACT.root().child("components").child("schemas");
        SoftAssertions all = new SoftAssertions();
        for (String name : schemas.names()) {
            mustDescribeItsFields(all, name, schemas.child(name));
        }
        all.assertAll();
    }

    @Test
    void a_wrong_example_would_be_found() {
        Operation asked = CONTRACT.operation("checkEligibility");
        Place media = asked.answer(200).child("content").child("application/json");
        ObjectNode wrong =
                media.child("examples").child("eligible").child("value").node().deepCopy();
        wrong.put("eligible", "yes").remove("checks");

        assertThat(CONTRACT.faults(media.child("schema"), wrong)).hasSize(2);
        ObjectNode unknown = new ObjectMapper().createObjectNode().put("other", 1);
        assertThat(CONTRACT.unknownFields(media.child("schema"), unknown)).containsExactly("/other");
    }

    private static void mustShowAnExampleOfEachType(Place content, String where) {
        for (String type : content.names()) {
            Place examples = content.child(type).child("examples");
            assertThat(examples.names()).as(where + " in " + type).isNotEmpty();
            for (String name : examples.names()) {
                assertThat(examples.child(name).child("summary").text())
                        .as(where + " " + name)
                        .isNotBlank();
            }
        }
    }

    private static boolean hasReference(Place answer) {
        return answer.child("headers").names().contains("Padlock-Reference");
    }

    private static void mustAgreeWithItself(JsonNode problem) {
        String code = problem.get("code").asText();
        assertThat(problem.get("type").asText())
                .isEqualTo(
                        "urn:padlock:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(problem.get("detail").asText())
                .isEqualTo(String.join(" ", problem.get("reasons").findValuesAsText("explanation")));
        List<String> retryable =
                List.of("TRY_LATER", "NOT_CONFIRMED", "OVERLOADED", "TOO_MANY_REQUESTS", "INTERNAL_ERROR");
        assertThat(problem.get("retryable").asBoolean()).isEqualTo(retryable.contains(code));
        ANY_DOOR.stream()
                .filter(refusal -> refusal.code().equals(code))
                .forEach(refusal -> mustBeInTheWordsOf(refusal, problem));
    }

    private static void mustBeInTheWordsOf(Refusal refusal, JsonNode problem) {
        assertThat(problem.get("title").asText()).isEqualTo(refusal.title());
        assertThat(problem.at("/reasons/0/remedy").asText())
                .isEqualTo(refusal.reasons().get(0).remedy());
    }

    private static List<Shown> shownIn(Operation operation) {
        List<Shown> shown = new ArrayList<>();
        for (Place parameter : operation.parameters()) {
            shown.add(new Shown(
                    parameter.child("name").text(),
                    parameter.child("schema"),
                    parameter.child("example").node()));
        }
        addExamples(shown, "request", operation.requestBody());
        Place answers = operation.place().child("responses");
        for (String status : answers.names()) {
            addExamples(shown, status, answers.child(status));
            Place headers = answers.child(status).child("headers");
            for (String name : headers.names()) {
                shown.add(new Shown(
                        status + " " + name,
                        headers.child(name).child("schema"),
                        headers.child(name).child("example").node()));
            }
        }
        return shown;
    }

    private static void addExamples(List<Shown> shown, String where, Place holder) {
        Place content = holder.child("content");
        for (String type : content.names()) {
            Place examples = content.child(type).child("examples");
            for (String name : examples.names()) {
                shown.add(new Shown(
                        where + " " + type + " " + name,
                        content.child(type).child("schema"),
                        examples.child(name).child("value").node()));
                addLines(shown, where + " " + type + " " + name, content.child(type), examples.child(name));
            }
        }
    }

    private static void addLines(List<Shown> shown, String where, Place media, Place example) {
        Place schema = media.child(ContractDocument.SCHEMA_OF_LINES);
        if (schema.exists()) {
            example.child("value").text().lines().forEach(line -> shown.add(new Shown(where, schema, json(line))));
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static void mustDescribeItsFields(SoftAssertions all, String where, Place schema) {
        Place fields = schema.child("properties");
        for (String name : fields.names()) {
            all.assertThat(fields.child(name).child("description").text())
                    .as(where + "." + name)
                    .isNotBlank();
            mustDescribeItsFields(all, where + "." + name, fields.child(name));
        }
        schema.child("allOf").items().forEach(part -> mustDescribeItsFields(all, where, part));
    }
}
