package io.padlock.testing.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.padlock.testing.requests.Requests;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** The document's own requests, sent to a server just as they are shown, in an order in which they make sense. */
public final class Examples {

    private final Visitor visitor;
    private final ContractDocument contract;

    public Examples(Visitor visitor) {
        this.visitor = visitor;
        this.contract = visitor.contract();
    }

    /**
     * Registers the databases of the examples, and has them forgotten at the end.
     *
     * @throws AssertionError when an example is answered otherwise than the document says
     */
    public void send() {
        mustNotBeSomebodys();
        askedForWhatIsNotThere();
        operatorsRegister();
        boxesAsk();
        othersFetch();
        everyParameter();
        boxesAreRefused();
        operatorsAreRefused();
        operatorsRevoke();
        must(204, asShown("deleteDatabase"));
    }

    private void mustNotBeSomebodys() {
        assertThat(asShown("getDatabase").send().statusCode())
                .as("The server knows the database of the document's examples: they would overwrite it.")
                .isEqualTo(404);
        // Whatever fails from now on, the next run is to begin with a server that does not know it.
        visitor.remember("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11");
    }

    /** The examples of serial numbers, issuers and zones are nobody's. */
    private void askedForWhatIsNotThere() {
        for (Operation operation : contract.operations()) {
            if (Stream.of("{serial}", "{issuer}", "{zone}").anyMatch(operation.path()::contains)) {
                must(404, asShown(operation.id()));
            }
        }
    }

    private void operatorsRegister() {
        must(201, asShown("putDatabase"));
        must(200, asShown("putDatabase"));
        must(200, asShown("getDatabase"));
        visitor.remember("0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10");
        for (String type : List.of("text/csv", "application/x-ndjson")) {
            must(200, asShown("importDatabases", type));
            must(200, asShown("exportDatabases").header("Accept", type));
        }
        must(
                200,
                asShown("exportDatabases")
                        .header("Accept", "application/x-ndjson")
                        .query("contractCodes", "true"));
    }

    private void boxesAsk() {
        must(200, asShown("checkEligibility"));
        HttpResponse<byte[]> first = asShown("requestCertificate").send();
        // From an earlier run: the same key gets what it has, until that is revoked.
        if (first.statusCode() == 200) {
            must(200, asShown("revokeCertificatesOfDatabase"));
            first = asShown("requestCertificate").send();
        }
        assertThat(first.statusCode()).as(new String(first.body())).isEqualTo(201);
        must(200, asShown("requestCertificate"));
        must(200, asShown("requestStockCertificate"));
        String serial = Visitor.json(first).get("serial").asText();
        must(200, asShown("renewalWindow").place("serial", serial));
        must(200, asShown("getCertificate").place("serial", serial));
        String zone = Visitor.json(first).get("zone").asText();
        must(200, asShown("putAcmeChallenge").place("zone", zone));
        must(200, asShown("getAcmeChallenge").place("zone", zone));
        must(204, asShown("deleteAcmeChallenge").place("zone", zone));
    }

    private void boxesAreRefused() {
        String paused = visitor.database("PRODUCTION", "PAUSED");
        must(200, with("checkEligibility", Visitor.eligibilityRequest(paused)));
        must(200, with("checkEligibility", Visitor.eligibilityRequest(visitor.fresh())));
        must(400, with("checkEligibility", "{\"enterpriseCode\":\"DEMO\"}"));
        String staging = visitor.database("STAGING", "PAUSED");
        must(403, with("requestCertificate", visitor.certificateRequest(staging, Requests.good())));
        must(400, with("requestCertificate", visitor.certificateRequest(visitor.eligible(), "hello")));
        String anothersName = visitor.certificateRequest(visitor.eligible(), Requests.asking("www.example.com"));
        must(400, with("requestCertificate", anothersName));
        String several = visitor.certificateRequest(visitor.eligible(), Requests.rsaWithExponent3());
        must(400, with("requestCertificate", several.replace("enterpriseCode", "otherCode")));
    }

    private void operatorsAreRefused() {
        for (Operation operation : contract.operations()) {
            if (operation.place().child("security").exists()) {
                must(401, asShown(operation.id()).without("Authorization"));
            }
        }
        must(400, with("putDatabase", Visitor.facts("SHOP", "IN_PROGRESS")));
        must(400, with("revokeCertificatesOfDatabase", "{\"reason\":\"NONE\"}"));
        must(400, with("revokeCertificate", "{\"reason\":\"NONE\"}"));
        must(400, with("putAcmeChallenge", "{\"values\":[]}"));
        for (String id : List.of("listDatabases", "searchCertificates", "listDecisions")) {
            must(400, asShown(id).query("limit", "1001"));
        }
        String badLines =
                Visitor.facts("SHOP", "IN_PROGRESS").replace("{\"e", "{\"uuid\":\"" + visitor.fresh() + "\",\"e")
                        + "\n"
                        + Visitor.facts("COPY", "IN_PROGRESS")
                        + "\n";
        must(400, asShown("importDatabases").body("text/csv", "uuid,kind\n"));
        must(422, asShown("importDatabases").body("application/x-ndjson", badLines));
        must(
                200,
                asShown("importDatabases")
                        .body("application/x-ndjson", badLines)
                        .query("mode", "LINE_BY_LINE"));
    }

    private Ask with(String id, String json) {
        return visitor.bare(contract.operation(id)).body(Visitor.JSON, json);
    }

    private void othersFetch() {
        for (Operation operation : contract.operations()) {
            boolean isFile = operation.path().startsWith("/v1/authority")
                    || operation.path().equals("/openapi.yaml");
            if (isFile && operation.isExact()) {
                must(200, asShown(operation.id()));
            }
        }
        String issuer = visitor.issuer();
        must(200, asShown("issuerCertificate").place("issuer", issuer));
        HttpResponse<byte[]> list = must(200, asShown("revocationList").place("issuer", issuer));
        String tag = list.headers().firstValue("ETag").orElseThrow();
        must(304, asShown("revocationList").place("issuer", issuer).header("If-None-Match", tag));
    }

    private void everyParameter() {
        for (Operation operation : contract.operations()) {
            Ask together = asShown(operation.id());
            boolean isAsked = false;
            for (Place parameter : operation.parameters()) {
                String name = parameter.child("name").text();
                String example = parameter.child("example").text();
                if (name.equals("cursor")) {
                    // It goes with an order, which the other parameters together may change.
                    must(200, asShown(operation.id()).query(name, example));
                } else if (parameter.child("in").text().equals("query")) {
                    together.query(name, example);
                    isAsked = true;
                } else if (parameter.child("in").text().equals("header") && operation.isExact()) {
                    together.header(name, example);
                    isAsked = true;
                } else if (parameter.child("in").text().equals("header")) {
                    must(
                            200,
                            asShown(operation.id())
                                    .place("issuer", visitor.issuer())
                                    .header(name, example));
                }
            }
            if (isAsked) {
                must(200, together);
            }
        }
    }

    /** What the example says was stolen is a certificate of its own: the example's key is to be good for another run. */
    private void operatorsRevoke() {
        String ofAStolenKey = visitor.certificateRequest(visitor.eligible(), Requests.good());
        String stolen = Visitor.json(must(201, with("requestCertificate", ofAStolenKey)))
                .get("serial")
                .asText();
        must(201, asShown("revokeCertificate").place("serial", stolen));
        must(400, with("requestCertificate", ofAStolenKey));
        must(200, asShown("revokeCertificate").place("serial", stolen));
        must(200, asShown("getCertificate").place("serial", stolen));
        must(200, asShown("renewalWindow").place("serial", stolen));
        must(200, asShown("searchCertificates"));
        must(200, asShown("listDatabases"));
        must(200, asShown("listDecisions"));
        must(200, asShown("revokeCertificatesOfDatabase"));
    }

    private Ask asShown(String id) {
        Place content = contract.operation(id).requestBody().child("content");
        return content.exists() ? asShown(id, content.names().get(0)) : visitor.bare(contract.operation(id));
    }

    /** There is one example for each type. */
    private Ask asShown(String id, String type) {
        Operation operation = contract.operation(id);
        List<String> names = operation
                .requestBody()
                .child("content")
                .child(type)
                .child("examples")
                .names();
        JsonNode shown = operation.exampleRequest(type, names.get(0));
        return visitor.bare(operation).body(type, shown.isTextual() ? shown.asText() : shown.toString());
    }

    private static HttpResponse<byte[]> must(int status, Ask ask) {
        return Visitor.must(status, ask);
    }
}
