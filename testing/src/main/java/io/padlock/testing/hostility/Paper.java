package io.padlock.testing.hostility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds an answer against the document. */
public final class Paper {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the document's description says of all addresses: of those that it does not have, too. */
    private static final Set<Integer> EVERYWHERE = Set.of(400, 404, 405, 413, 414, 431);

    private final ContractDocument contract;

    public Paper(ContractDocument contract) {
        this.contract = contract;
    }

    List<String> faults(Attack attack, Draft request, Answer answer) {
        Optional<Operation> operation = contract.operationAt(request.method, pathOf(request));
        Place told = operation
                .map(one -> one.answer(answer.status()))
                .orElse(contract.root().child("none"));
        if (told.exists()) {
            return faults(told, request, answer);
        }
        if (EVERYWHERE.contains(answer.status())) {
            return problem(answer);
        }
        return answeredAsAnother(attack, request, answer);
    }

    /** An address written in an unusual way may be another one's, and HEAD is GET without a body. */
    private List<String> answeredAsAnother(Attack attack, Draft request, Answer answer) {
        String method = request.method.equals("HEAD") ? "GET" : request.method;
        String path = Spelling.usual(pathOf(request));
        Optional<Operation> operation = contract.operationAt(method, path);
        Place told = operation
                .map(one -> one.answer(answer.status()))
                .orElse(contract.root().child("none"));
        return told.exists()
                ? faults(told, request, answer)
                : List.of(
                        request.method + " " + path + " got " + answer.status() + ", which the document does not have");
    }

    private static String pathOf(Draft request) {
        return request.path.startsWith("/") ? request.path : Spelling.withoutAuthority(request.path);
    }

    private List<String> faults(Place told, Draft request, Answer answer) {
        List<String> faults = new ArrayList<>();
        Place headers = told.child("headers");
        for (String name : headers.names()) {
            Optional<String> value = answer.header(name);
            Place schema = headers.child(name).child("schema");
            if (value.isEmpty()) {
                faults.add("the header " + name + " is missing");
            } else if (!contract.faults(schema, scalar(schema, value.get())).isEmpty()) {
                faults.add("the header " + name + " is " + value.get());
            }
        }
        if (!request.method.equals("HEAD")) {
            faults.addAll(body(told.child("content"), answer));
        }
        return faults;
    }

    private List<String> body(Place content, Answer answer) {
        if (!content.exists() || answer.status() == 413 && answer.body().length == 0) {
            return answer.body().length == 0 ? List.of() : List.of("a body where the document has none");
        }
        String type = answer.header("Content-Type").orElse("").split(";")[0].strip();
        Place media = content.child(type);
        if (!media.exists()) {
            return List.of("the answer's type is '" + type + "'");
        }
        return type.endsWith("json") ? json(media.child("schema"), answer) : List.of();
    }

    private List<String> problem(Answer answer) {
        if (answer.header("Padlock-Reference").isEmpty()) {
            return List.of("the header Padlock-Reference is missing");
        }
        if (answer.body().length == 0) {
            return answer.status() == 413 ? List.of() : List.of();
        }
        return json(contract.root().child("components").child("schemas").child("Problem"), answer);
    }

    private List<String> json(Place schema, Answer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            List<String> faults = new ArrayList<>(contract.faults(schema, body));
            contract.unknownFields(schema, body).forEach(field -> faults.add("the document does not have " + field));
            return faults;
        } catch (JsonProcessingException e) {
            return List.of("the body is not JSON");
        } catch (java.io.IOException e) {
            return List.of("the body can't be read");
        }
    }

    private static JsonNode scalar(Place schema, String value) {
        return schema.child("type").text().equals("integer") && value.matches("\\d{1,9}")
                ? JSON.getNodeFactory().numberNode(Integer.parseInt(value))
                : TextNode.valueOf(value);
    }
}
