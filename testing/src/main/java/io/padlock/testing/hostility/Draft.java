package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request in the making: good as the document shows it, until somebody spoils it. In texts each character is one byte. */
final class Draft {

    /** Of the databases that exist, the one that boxes ask for in the document's examples. Nobody here may change it. */
    private static final String ASKED_FOR = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";

    final Operation operation;
    final Prey prey;
    String method;
    String path;
    String query = "";
    String version = "HTTP/1.1";
    String mediaType;
    final List<Header> headers = new ArrayList<>();
    byte[] body;
    boolean framed = true;

    private Draft(Operation operation, Prey prey) {
        this.operation = operation;
        this.prey = prey;
    }

    static Draft good(Operation operation, Prey prey, Dice dice) {
        Draft draft = new Draft(operation, prey);
        // An import that breaks off slowly holds its databases' rows; who changes one of them has to wait.
        boolean isImport = operation.id().equals("importDatabases");
        String victim = "00000000-0000-4000-" + (isImport ? "9000" : "8000") + "-0000000000" + dice.hex(2);
        draft.method = operation.method().toUpperCase(Locale.ROOT);
        draft.path = operation.examplePath(
                Map.of("issuer", prey.issuer(), "serial", prey.serial(), "uuid", victim, "zone", prey.zone()));
        draft.with("Host", prey.authority());
        boolean forOperators = operation.place().child("security").exists();
        if (forOperators && !dice.oneIn(6)) {
            draft.with("Authorization", "Bearer " + prey.operatorToken());
        }
        List<String> types = operation.requestBody().child("content").names();
        if (!types.isEmpty()) {
            draft.mediaType = dice.pick(types);
            draft.with("Content-Type", draft.mediaType);
            String text = draft.isJson()
                    ? draft.example(dice).toString()
                    : draft.example(dice).asText();
            draft.body = (forOperators ? text.replace(ASKED_FOR, victim) : text).getBytes(UTF_8);
        }
        return draft;
    }

    boolean isJson() {
        return "application/json".equals(mediaType);
    }

    private Place media() {
        return operation.requestBody().child("content").child(mediaType);
    }

    Place schema() {
        return media().child("schema");
    }

    private JsonNode example(Dice dice) {
        Place examples = media().child("examples");
        return examples.child(dice.pick(examples.names())).child("value").node();
    }

    Draft with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Draft instead(String name, String value) {
        without(name);
        return with(name, value);
    }

    Draft without(String name) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        return this;
    }

    Draft body(String text) {
        body = text.getBytes(UTF_8);
        return this;
    }

    Draft body(byte[] bytes) {
        body = bytes;
        return this;
    }

    String text() {
        return new String(body, UTF_8);
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** With the blank line behind it, and with the body's length unless somebody frames the body otherwise. */
    byte[] head() {
        StringBuilder head = new StringBuilder(method + " " + target() + " " + version + "\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (framed && body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    byte[] bytes() {
        return body == null ? head() : joined(head(), body);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
