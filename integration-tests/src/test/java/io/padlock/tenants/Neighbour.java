package io.padlock.tenants;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Server;
import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Somebody's database, with everything that a server can know of one, of which others are to learn nothing. All its texts
 * are such that nobody has them by chance.
 *
 * @param signingRequest of a key of its box's
 * @param revoked a serial number, which everybody may know
 */
record Neighbour(
        Server server,
        String uuid,
        String code,
        String boxIdentifier,
        String boxName,
        String signingRequest,
        String zone,
        String serial,
        String stockSerial,
        String revoked) {

    static Neighbour eligibleOn(Server server) throws IOException {
        String uuid = UUID.randomUUID().toString();
        String code = "MA" + Long.toHexString(UUID.randomUUID().getMostSignificantBits());
        server.register(uuid, code, "PRODUCTION");
        String signingRequest = Requests.good();
        Neighbour unfinished = new Neighbour(
                server, uuid, code, "id-of-the-neighbour", "Neighbours back room", signingRequest, "", "", "", "");
        Response issued = unfinished.ask(signingRequest);
        Response revoked = unfinished.ask(Requests.good());
        assertThat(issued.statusCode()).isEqualTo(201);
        given().contentType("application/json")
                .body(Map.of("params", Map.of("db_uuid", uuid, "enterprise_code", code)))
                .post(server.url() + Door.STOCK.path())
                .then()
                .statusCode(200);
        String revokedSerial = revoked.path("serial");
        operator(server)
                .body(Map.of("reason", "KEY_COMPROMISE", "note", "Note of the neighbour"))
                .post(server.url() + "/v1/operator/certificates/" + revokedSerial + "/revocation")
                .then()
                .statusCode(201);
        List<String> serials = operator(server)
                .get(server.url() + "/v1/operator/certificates?database=" + uuid)
                .path("items.serial");
        String stockSerial = serials.stream()
                .filter(serial -> !serial.equals(issued.path("serial")) && !serial.equals(revokedSerial))
                .findFirst()
                .orElseThrow();
        return new Neighbour(
                server,
                uuid,
                code,
                unfinished.boxIdentifier,
                unfinished.boxName,
                signingRequest,
                issued.path("zone"),
                issued.path("serial"),
                stockSerial,
                revokedSerial);
    }

    /** Known, and refused: the reasons are its own. */
    static Neighbour refusedOn(Server server) throws IOException {
        String uuid = UUID.randomUUID().toString();
        String code = "MP" + Long.toHexString(UUID.randomUUID().getMostSignificantBits());
        operator(server)
                .body(("{\"enterpriseCode\":\"%s\",\"kind\":\"STAGING\",\"subscription\":"
                                + "{\"status\":\"CHURNED\",\"lines\":[{\"product\":\"OTHER\",\"quantity\":77}]}}")
                        .formatted(code))
                .put(server.url() + "/v1/operator/databases/" + uuid)
                .then()
                .statusCode(201);
        Neighbour refused = new Neighbour(
                server, uuid, code, "id-of-the-refused", "Refused back room", Requests.good(), "", "", "", "");
        assertThat(refused.ask(refused.signingRequest).statusCode()).isEqualTo(403);
        return refused;
    }

    Response ask(String request) {
        return given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid",
                        uuid,
                        "enterpriseCode",
                        code,
                        "signingRequest",
                        request,
                        "box",
                        Map.of("identifier", boxIdentifier, "name", boxName)))
                .post(server.url() + Door.CERTIFICATES.path());
    }

    /** What another may have come to know, and can put into a request. */
    List<String> identifiers() {
        return Stream.of(
                        uuid,
                        boxIdentifier,
                        boxName,
                        zone,
                        "*." + zone + ".odoo-iot.com",
                        serial,
                        stockSerial,
                        revoked,
                        signingRequest)
                .filter(text -> !text.isEmpty() && !text.startsWith("*.."))
                .toList();
    }

    /** What no answer to another may hold, unless the other has just said it. */
    List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(identifiers());
        secrets.add(code);
        secrets.add("Note of the neighbour");
        for (Map<String, Object> decision : decisions()) {
            if (decision.get("reference") != null) {
                secrets.add((String) decision.get("reference"));
            }
        }
        secrets.addAll(List.of("staging environment", "Churned", "CHURNED", "NO_IOT_BOX_LINE\",\"passed\":false"));
        // Of a text of several lines, which JSON writes otherwise, the first that is its own.
        return secrets.stream()
                .map(secret ->
                        secret.lines().skip(secret.contains("\n") ? 1 : 0).findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    List<Map<String, Object>> decisions() throws IOException {
        return operator(server)
                .get(server.url() + "/v1/operator/decisions?limit=1000&database=" + uuid)
                .path("items");
    }

    /**
     * All that the operator can see of it, and what its boxes hear. Of decisions only those that were about who knows the
     * code: that somebody else tried is written down, for the operator.
     */
    Map<String, Object> state() throws IOException {
        Map<String, Object> state = new TreeMap<>();
        String url = server.url();
        state.put("database", seen("/v1/operator/databases/" + uuid));
        state.put(
                "export",
                operator(server)
                        .accept("application/x-ndjson")
                        .get(url + "/v1/operator/databases/export?contractCodes=true")
                        .asString()
                        .lines()
                        .filter(line -> line.contains(uuid))
                        .toList());
        state.put("certificates", seen("/v1/operator/certificates?limit=1000&database=" + uuid));
        for (String one : List.of(serial, stockSerial, revoked)) {
            if (!one.isEmpty()) {
                state.put("certificate " + one, seen("/v1/operator/certificates/" + one));
                state.put(
                        "renewal of " + one,
                        given().get(url + "/v1/certificates/" + one + "/renewal")
                                .asString());
            }
        }
        state.put(
                "decisions",
                decisions().stream()
                        .filter(decision -> !"UNKNOWN_DATABASE_OR_CONTRACT".equals(decision.get("code")))
                        .toList());
        state.put(
                "eligibility",
                given().contentType("application/json")
                        .body(Map.of("databaseUuid", uuid, "enterpriseCode", code))
                        .post(url + "/v1/eligibility")
                        .asString());
        return state;
    }

    private String seen(String path) throws IOException {
        return operator(server).get(server.url() + path).asString();
    }

    static RequestSpecification operator(Server server) throws IOException {
        return given().header("Authorization", "Bearer " + server.operatorToken())
                .contentType("application/json");
    }
}
