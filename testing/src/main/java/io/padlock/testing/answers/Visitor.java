package io.padlock.testing.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.padlock.testing.requests.Requests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Asks one server, of which it knows the address and an operator's token, for databases and certificates of its own, so that
 * it disturbs nobody's. It forgets its databases when it leaves.
 */
public final class Visitor implements AutoCloseable {

    public static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CODE = "DEMO-VISITOR";

    private final ContractDocument contract = ContractDocument.reviewed();
    private final URI server;
    private final String operatorToken;
    private final List<String> databases = new ArrayList<>();

    public Visitor(URI server, String operatorToken) {
        this.server = server;
        this.operatorToken = operatorToken;
    }

    public ContractDocument contract() {
        return contract;
    }

    /** The document's own request, about a database and a certificate of the visitor's. */
    public Ask ask(Operation operation) {
        Ask ask = bare(operation);
        if (operation.path().contains("{uuid}")) {
            ask.place("uuid", operation.id().equals("putDatabase") ? fresh() : eligible());
        }
        if (operation.path().contains("{serial}")) {
            ask.place("serial", certificate());
        }
        if (operation.path().contains("{zone}")) {
            ask.place("zone", zone());
        }
        if (operation.path().contains("{issuer}")) {
            ask.place("issuer", issuer());
        }
        Place content = operation.requestBody().child("content");
        content.names().stream()
                .findFirst()
                .ifPresent(type -> ask.body(type, ownBody(content.child(type).child("examples"))));
        return ask;
    }

    public Ask ask(String operationId) {
        return ask(contract.operation(operationId));
    }

    /** With the document's examples in the address, the token where one is needed, and nothing else. */
    public Ask bare(Operation operation) {
        Ask ask = new Ask(server, operation);
        return operation.place().child("security").exists()
                ? ask.header("Authorization", "Bearer " + operatorToken)
                : ask;
    }

    private String ownBody(Place examples) {
        JsonNode first = examples.items().get(0).child("value").node();
        if (first.isTextual()) {
            return first.asText()
                    .replace("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11", eligible())
                    .replace("0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10", fresh());
        }
        ObjectNode body = first.deepCopy();
        if (body.has("databaseUuid")) {
            body.put("databaseUuid", eligible()).put("enterpriseCode", CODE);
        }
        if (body.has("signingRequest")) {
            body.put("signingRequest", Requests.good());
        }
        if (body.get("params") instanceof ObjectNode params) {
            params.put("db_uuid", eligible()).put("enterprise_code", CODE);
        }
        return body.toString();
    }

    /** @return the UUID of a database that the server does not know yet */
    public String fresh() {
        String uuid = UUID.randomUUID().toString();
        remember(uuid);
        return uuid;
    }

    /** Of a database that is to be forgotten in the end. */
    void remember(String uuid) {
        databases.add(uuid);
    }

    public String eligible() {
        return database("PRODUCTION");
    }

    public String database(String kind) {
        return database(kind, "IN_PROGRESS");
    }

    public String database(String kind, String status) {
        String uuid = fresh();
        Ask put = bare(contract.operation("putDatabase")).place("uuid", uuid);
        put.body(JSON, facts(kind, status));
        must(201, put);
        return uuid;
    }

    static String facts(String kind, String status) {
        return ("{\"enterpriseCode\":\"%s\",\"kind\":\"%s\",\"subscription\":"
                        + "{\"status\":\"%s\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":2}]}}")
                .formatted(CODE, kind, status);
    }

    /** @return the body of a question whether a database would be given one */
    static String eligibilityRequest(String database) {
        return MAPPER.createObjectNode()
                .put("databaseUuid", database)
                .put("enterpriseCode", CODE)
                .toString();
    }

    /** @return the body of a box's request for a certificate */
    public String certificateRequest(String database, String signingRequest) {
        return MAPPER.createObjectNode()
                .put("databaseUuid", database)
                .put("enterpriseCode", CODE)
                .put("signingRequest", signingRequest)
                .toString();
    }

    /** @return the body of a stock box's request */
    public String stockRequest(String database) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("params").put("db_uuid", database).put("enterprise_code", CODE);
        return body.toString();
    }

    /** @return the zone of a database that has one */
    public String zone() {
        return json(must(201, ask("requestCertificate"))).get("zone").asText();
    }

    /** @return the serial number of a new one */
    public String certificate() {
        return json(must(201, ask("requestCertificate"))).get("serial").asText();
    }

    /** @return the identifier of the issuer that signs now: how its certificate's SHA-256 begins */
    public String issuer() {
        byte[] chain = must(200, bare(contract.operation("authorityChain"))).body();
        try {
            byte[] first = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain))
                    .getEncoded();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(first))
                    .substring(0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<byte[]> must(int status, Ask ask) {
        HttpResponse<byte[]> answer = ask.send();
        if (answer.statusCode() != status) {
            throw new AssertionError("%s answered %d instead of %d: %s"
                    .formatted(ask.operation(), answer.statusCode(), status, new String(answer.body())));
        }
        return answer;
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Operation delete = contract.operation("deleteDatabase");
        databases.forEach(uuid -> bare(delete).place("uuid", uuid).send());
        databases.clear();
    }
}
