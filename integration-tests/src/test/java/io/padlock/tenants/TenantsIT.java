package io.padlock.tenants;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.running.Customer;
import io.padlock.running.KeptConnection;
import io.padlock.running.KeptConnection.Reply;
import io.padlock.running.Server;
import io.padlock.testing.answers.Stranger;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No request can learn of, or touch, another database's zone, certificates or decisions. Every operation that the contract has
 * is asked by somebody with a database of his own, and by nobody in particular, with each of the neighbours' identifiers in
 * each place where a request can hold something.
 */
class TenantsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContractDocument CONTRACT = ContractDocument.reviewed();

    @TempDir
    private static Path data;

    /** Whom the operators' provider knows, and who is none of them. */
    private static Stranger stranger;

    private static String genuine;
    private static Server server;
    private static Neighbour neighbour;
    private static Neighbour refused;
    /** Who asks, and has nothing but these. */
    private static String uuid;

    private static String code;

    @BeforeAll
    static void two_neighbours_and_somebody() throws Exception {
        stranger = new Stranger();
        genuine = "Bearer " + stranger.token();
        server = Server.start(data, stranger.settings().toArray(String[]::new));
        neighbour = Neighbour.eligibleOn(server);
        refused = Neighbour.refusedOn(server);
        // With more boxes than there are requests here: none is to be refused because there were too many.
        Customer somebody = Customer.knownTo(server, 1, 100).get(0);
        uuid = somebody.uuid();
        code = somebody.code();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        stranger.close();
    }

    /** One request, not sent yet. @param identifier what it holds somewhere, in a signing request perhaps */
    private record Attempt(Operation operation, String identifier, String target, List<String> headers, String body) {

        String everything() {
            return identifier + "\n" + URLDecoder.decode(target, StandardCharsets.UTF_8) + "\n"
                    + String.join("\n", headers) + "\n" + body;
        }

        @Override
        public String toString() {
            return operation + " as " + target + " with " + headers + " and " + body;
        }
    }

    @Test
    void no_answer_holds_anything_of_a_neighbours_and_nothing_of_theirs_is_changed() throws Exception {
        Map<String, Object> before = neighbour.state();
        Map<String, Object> beforeOfRefused = refused.state();
        List<String> secrets = new ArrayList<>(neighbour.secrets());
        secrets.addAll(refused.secrets());
        Map<String, Integer> asked = new TreeMap<>();
        try (KeptConnection connection = new KeptConnection(server.port())) {
            for (Operation operation : CONTRACT.operations()) {
                for (Attempt attempt : attempts(operation)) {
                    Reply reply = sent(connection, attempt);
                    tellsNothing(attempt, reply, secrets);
                    asked.merge(operation.id(), 1, Integer::sum);
                }
            }
        }
        System.out.println(asked.values().stream().mapToInt(Integer::intValue).sum() + " requests to " + asked.size()
                + " operations with what is a neighbour's: " + asked);

        assertThat(asked.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        CONTRACT.operations().stream().map(Operation::id).toList());
        assertThat(neighbour.state()).isEqualTo(before);
        assertThat(refused.state()).isEqualTo(beforeOfRefused);
        Response again = neighbour.ask(neighbour.signingRequest());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.<String>path("serial")).isEqualTo(neighbour.serial());
    }

    @Test
    void who_does_not_know_the_code_uses_up_nothing_of_a_databases_budget() throws Exception {
        Neighbour fresh = Neighbour.eligibleOn(server);
        try (KeptConnection connection = new KeptConnection(server.port())) {
            for (int i = 0; i < 300; i++) {
                Door door = Door.values()[i % 3];
                connection.ask(door.request(fresh.uuid(), "wrong", fresh.signingRequest()));
            }
        }

        // Two boxes, 20 certificates each at once; three of them it has.
        for (int i = 3; i < 40; i++) {
            assertThat(fresh.ask(Requests.good()).statusCode())
                    .as("certificate " + i)
                    .isEqualTo(201);
        }
        assertThat(fresh.ask(Requests.good()).statusCode())
                .as("the budget is there")
                .isEqualTo(429);
    }

    @Test
    void one_key_under_two_databases_makes_two_certificates_that_do_not_know_each_other() throws Exception {
        Neighbour first = Neighbour.eligibleOn(server);
        Neighbour second = Neighbour.eligibleOn(server);

        Response issued = second.ask(first.signingRequest());

        assertThat(issued.statusCode()).as("as for any new key").isEqualTo(201);
        assertThat(issued.<String>path("zone")).isEqualTo(second.zone());
        assertThat(issued.<String>path("serial")).isNotEqualTo(first.serial());
        assertThat(names(issued.path("certificateChain"))).allMatch(name -> name.contains(second.zone()));
        assertThat(first.ask(first.signingRequest()).<String>path("serial")).isEqualTo(first.serial());
    }

    @Test
    void a_key_that_was_given_up_is_barred_for_all_who_know_their_code_and_takes_nothing_away_from_the_others()
            throws Exception {
        Neighbour first = Neighbour.eligibleOn(server);
        Neighbour second = Neighbour.eligibleOn(server);
        String serial = second.ask(first.signingRequest()).path("serial");

        Neighbour.operator(server)
                .body(Map.of("reason", "KEY_COMPROMISE"))
                .post(server.url() + "/v1/operator/certificates/" + first.serial() + "/revocation")
                .then()
                .statusCode(201);

        Response barred = second.ask(first.signingRequest());
        assertThat(barred.<String>path("code")).isEqualTo("KEY_COMPROMISED");
        assertThat(barred.asString()).doesNotContain(first.serial(), first.zone(), first.uuid());
        assertThat(given().get(server.url() + "/v1/certificates/" + serial + "/renewal")
                        .<String>path("explanation"))
                .as("of the other certificate, which counts as before")
                .doesNotContain("revoked");
        String nobody = given().contentType("application/json")
                .body(Door.CERTIFICATES
                        .body(second.uuid(), "wrong", first.signingRequest())
                        .getBytes(StandardCharsets.UTF_8))
                .post(server.url() + Door.CERTIFICATES.path())
                .path("code");
        assertThat(nobody).as("without the code").isEqualTo("UNKNOWN_DATABASE_OR_CONTRACT");
    }

    @Test
    void who_knows_a_serial_number_hears_of_two_moments_and_nothing_else() throws Exception {
        Response window = given().get(server.url() + "/v1/certificates/" + neighbour.serial() + "/renewal");

        assertThat(window.<Map<String, Object>>path("")).containsOnlyKeys("start", "end", "explanation");
        for (String secret : neighbour.secrets()) {
            assertThat(window.asString()).doesNotContain(secret);
        }
        assertThat(window.headers().asList().stream()
                        .map(header -> header.getName().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "date", "padlock-reference", "retry-after", "content-type", "content-length");
    }

    @Test
    void who_knows_a_serial_number_that_was_revoked_hears_that_it_was_and_not_whose() throws Exception {
        Neighbour revoked = Neighbour.eligibleOn(server);
        Neighbour.operator(server)
                .body(Map.of("reason", "SUPERSEDED", "note", "the note of its operator"))
                .post(server.url() + "/v1/operator/certificates/" + revoked.serial() + "/revocation")
                .then()
                .statusCode(201);

        Response window = given().get(server.url() + "/v1/certificates/" + revoked.serial() + "/renewal");

        assertThat(window.<Map<String, Object>>path("")).containsOnlyKeys("start", "end", "explanation");
        assertThat(window.asString()).doesNotContain("the note of its operator");
        for (String secret : revoked.secrets()) {
            assertThat(window.asString()).doesNotContain(secret);
        }
    }

    @Test
    void a_revocation_list_says_which_serials_and_not_whose() throws Exception {
        byte[] list = given().get(server.url() + "/v1/authority/issuing.crl").asByteArray();
        String text = new String(list, StandardCharsets.ISO_8859_1);

        for (String secret : neighbour.secrets()) {
            assertThat(text).doesNotContain(secret);
        }
    }

    private static List<Attempt> attempts(Operation operation) {
        List<String> foreign = new ArrayList<>(neighbour.identifiers());
        foreign.addAll(refused.identifiers());
        List<Attempt> attempts = new ArrayList<>();
        boolean isForOperators = operation.path().startsWith("/v1/operator");
        for (String credential : isForOperators ? credentials() : List.of("")) {
            for (String identifier : foreign) {
                attempts.addAll(withIt(operation, identifier, credential));
            }
        }
        return attempts;
    }

    /** What somebody shows who has no token, or one that is none any more, of another kind, or genuine and without the role. */
    private static List<String> credentials() {
        String claims = "{\"sub\":\"somebody\",\"roles\":[\"operator\"],\"exp\":%d}";
        return List.of(
                "",
                genuine,
                "Bearer " + code,
                "Bearer " + "A".repeat(43),
                "Bearer " + jwt("{\"alg\":\"none\"}", claims.formatted(4_000_000_000L), ""),
                "Bearer " + jwt("{\"alg\":\"HS256\"}", claims.formatted(1), "AAAA"),
                "Basic " + Base64.getEncoder().encodeToString((uuid + ":" + code).getBytes(StandardCharsets.UTF_8)));
    }

    private static String jwt(String head, String claims, String signature) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + signature;
    }

    /** The identifier in the address, in each parameter, in headers, and in each field of each body that the contract shows. */
    private static List<Attempt> withIt(Operation operation, String identifier, String credential) {
        List<Attempt> attempts = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        if (!credential.isEmpty()) {
            headers.add("Authorization: " + credential);
        }
        String encoded = URLEncoder.encode(identifier, StandardCharsets.UTF_8).replace("+", "%20");
        Map<String, String> places = operation.parameters().stream()
                .filter(parameter -> parameter.child("in").text().equals("path"))
                .collect(Collectors.toMap(parameter -> parameter.child("name").text(), parameter -> encoded));
        String path = operation.examplePath(places);
        List<String> targets = new ArrayList<>(List.of(path, path + "?database=" + encoded + "&cursor=" + encoded));
        for (Place parameter : operation.parameters()) {
            if (parameter.child("in").text().equals("query")) {
                targets.add(path + "?" + parameter.child("name").text() + "=" + encoded);
            }
        }
        if (!identifier.contains("\n")) {
            List<String> said = new ArrayList<>(headers);
            said.addAll(List.of(
                    "X-Forwarded-For: " + identifier,
                    "Padlock-Reference: " + identifier,
                    "If-None-Match: \"" + identifier + "\"",
                    "Cookie: database=" + identifier));
            attempts.add(new Attempt(operation, identifier, path, said, body(operation, JSON.createObjectNode())));
        }
        for (String target : targets) {
            attempts.add(new Attempt(operation, identifier, target, headers, body(operation, JSON.createObjectNode())));
        }
        for (String body : bodies(operation, identifier)) {
            attempts.add(new Attempt(operation, identifier, path, headers, body));
        }
        return attempts;
    }

    /** Each body that the contract shows, as somebody would send it, once for each of its fields with another's in it. */
    private static List<String> bodies(Operation operation, String identifier) {
        Map<String, String> bodies = new LinkedHashMap<>();
        Place examples = operation
                .requestBody()
                .child("content")
                .child("application/json")
                .child("examples");
        for (String name : examples.names()) {
            ObjectNode own = examples.child(name).child("value").node().deepCopy();
            ownIdentity(own);
            for (String pointer : leaves(own, "")) {
                ObjectNode body = own.deepCopy();
                put(body, pointer, identifier);
                bodies.put(name + pointer, body(operation, body));
            }
            ObjectNode more = own.deepCopy();
            for (String field : List.of("zone", "serial", "names", "reference", "box_identifier", "database")) {
                more.put(field, identifier);
            }
            bodies.put(name + " and more", body(operation, more));
            if (own.has("signingRequest") && !identifier.contains(" ") && !identifier.contains("\n")) {
                ObjectNode wishing = own.deepCopy();
                wishing.put("signingRequest", Requests.wishing(identifier));
                bodies.put(name + " wishing", body(operation, wishing));
            }
        }
        if (operation.requestBody().exists() && !mediaType(operation).equals("application/json")) {
            bodies.put("no JSON", identifier);
        }
        return List.copyOf(bodies.values());
    }

    private static void ownIdentity(ObjectNode body) {
        if (body.has("databaseUuid")) {
            body.put("databaseUuid", uuid).put("enterpriseCode", code);
        }
        if (body.has("params")) {
            ((ObjectNode) body.get("params")).put("db_uuid", uuid).put("enterprise_code", code);
        }
    }

    private static List<String> leaves(JsonNode node, String pointer) {
        List<String> leaves = new ArrayList<>();
        if (node.isContainerNode()) {
            for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                leaves.addAll(leaves(node.get(name), pointer + "/" + name));
            }
        } else {
            leaves.add(pointer);
        }
        return leaves;
    }

    private static void put(ObjectNode body, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) body.at(pointer.substring(0, last))).put(pointer.substring(last + 1), value);
    }

    /** The first that the contract names; empty where it names none. */
    private static String mediaType(Operation operation) {
        return operation.requestBody().child("content").names().stream()
                .findFirst()
                .orElse("");
    }

    private static String body(Operation operation, ObjectNode body) {
        return operation.requestBody().exists() ? body.toString() : "";
    }

    private static Reply sent(KeptConnection connection, Attempt attempt) throws IOException {
        byte[] body = attempt.body().getBytes(StandardCharsets.UTF_8);
        List<String> headers = new ArrayList<>(attempt.headers());
        if (body.length > 0) {
            headers.add("Content-Type: " + mediaType(attempt.operation()));
        }
        String method = attempt.operation().method().toUpperCase(Locale.ROOT);
        return connection.ask(KeptConnection.request(method, attempt.target(), headers, body));
    }

    private static void tellsNothing(Attempt attempt, Reply reply, List<String> secrets) throws Exception {
        if (attempt.operation().id().equals("contract")) {
            assertThat(reply.body()).as("the same for everybody").isEqualTo(Files.readAllBytes(ContractDocument.FILE));
            return;
        }
        String heard = reply.head() + new String(reply.body(), StandardCharsets.ISO_8859_1);
        String said = attempt.everything();
        for (String secret : secrets) {
            if (!said.contains(secret)) {
                assertThat(heard).as(attempt.toString()).doesNotContain(secret);
            }
        }
        if (attempt.operation().path().startsWith("/v1/operator")) {
            int no = attempt.headers().contains("Authorization: " + genuine) ? 403 : 401;
            if (isAnAddress(attempt)) {
                assertThat(reply.status()).as(attempt.toString()).isEqualTo(no);
            } else {
                assertThat(reply.status()).as(attempt.toString()).isIn(no, 404, 405);
            }
        }
        if (heard.contains("-----BEGIN CERTIFICATE-----")
                && !attempt.operation().path().startsWith("/v1/authority")) {
            JsonNode answer = JSON.readTree(reply.body());
            String chain = answer.path("certificateChain")
                    .asText(answer.at("/result/x509_pem").asText());
            assertThat(names(chain))
                    .as(attempt.toString())
                    .isNotEmpty()
                    .allMatch(name ->
                            !name.contains(neighbour.zone()) && name.matches("(\\*\\.)?[0-9a-f]{8}\\.odoo-iot\\.com"));
        }
    }

    /** An identifier with a slash in it makes another address, which may be nobody's. */
    private static boolean isAnAddress(Attempt attempt) {
        String path = attempt.target().replaceFirst("\\?.*$", "");
        return URLDecoder.decode(path, StandardCharsets.UTF_8).split("/", -1).length
                == attempt.operation().path().split("/", -1).length;
    }

    /** Of the first certificate of a chain: those that count, and the subject's. */
    private static List<String> names(String chain) throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)));
        List<String> names = new ArrayList<>();
        certificate.getSubjectAlternativeNames().forEach(name -> names.add((String) name.get(1)));
        String subject = certificate.getSubjectX500Principal().getName();
        if (!subject.isEmpty()) {
            names.add(subject.replaceFirst("^CN=", ""));
        }
        return names;
    }
}
