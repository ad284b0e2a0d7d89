package io.padlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Database;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.answers.Ask;
import io.padlock.testing.answers.Examples;
import io.padlock.testing.answers.NoLists;
import io.padlock.testing.answers.Stranger;
import io.padlock.testing.answers.Visitor;
import io.padlock.testing.answers.Ways;
import io.padlock.testing.contract.Reached;
import io.padlock.testing.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, held to the OpenAPI document: its own requests, and every answer that it declares. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {

    private static final String FROM_MEMORY = "Served from memory: nothing from outside makes it fail.";

    @TempDir
    static Path folder;

    private static Database database;
    private static Wire wire;
    private static Stranger stranger;
    private static Server server;
    private static Wire wireOfOther;
    private static Server other;

    @BeforeAll
    static void a_server_behind_a_proxy_and_one_that_has_no_revocation_list_yet() throws Exception {
        database = Database.start(folder.resolve("postgres"));
        wire = new Wire(database.port());
        stranger = new Stranger();
        List<String> settings = new ArrayList<>(List.of(
                "-Dpadlock.budget.address.proxies=1",
                "-Dpadlock.budget.address.burst=1",
                "-Dpadlock.budget.address.per-hour=1"));
        settings.addAll(stranger.settings());
        server =
                Server.start(folder.resolve("server"), database.settings(wire.port(), settings.toArray(String[]::new)));
        wireOfOther = new Wire(database.port());
        NoLists.on(wireOfOther);
        other = Server.start(
                folder.resolve("other"), database.settings(wireOfOther.port(), "-Dpadlock.stock.refusals=STATUS"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        other.close();
        wireOfOther.close();
        stranger.close();
        wire.close();
        database.close();
    }

    @Test
    @Order(1)
    void the_documents_own_requests_do_what_it_says() throws IOException {
        try (Visitor visitor = new Visitor(URI.create(server.url()), server.operatorToken())) {
            new Examples(visitor).send();
        }
    }

    @Test
    @Order(2)
    void every_answer_that_can_be_had_from_outside_is_given() throws IOException {
        try (Visitor visitor = new Visitor(URI.create(server.url()), server.operatorToken());
                Visitor ofOther = new Visitor(URI.create(other.url()), "none")) {
            Ways ways = ways(visitor, ofOther);

            assertThat(ways.goAll()).isEmpty();
            assertThat(ways.closed())
                    .hasSize(7)
                    .allSatisfy(
                            answer -> assertThat(answer).matches("GET /v1/authority/.* answers 500: " + FROM_MEMORY));
        }
    }

    /** By what these two noted. The words of refusals depend on how a server is set: they are held in-process. */
    @Test
    @Order(3)
    void nothing_else_that_the_document_says_was_left_out() {
        assertThat(Reached.missing())
                .filteredOn(missing -> !missing.contains(" as in the example "))
                .allSatisfy(missing -> assertThat(missing).matches("GET /v1/authority/.* answers 500.*"));
        assertThat(Reached.broken()).isEmpty();
    }

    @Test
    @Order(4)
    void any_running_server_is_held_to_the_document_by_one_command() throws Exception {
        Command test = Command.run(
                Map.of("PADLOCK_OPERATOR_TOKEN", server.operatorToken()),
                Checkout.file("deploy/test").toString(),
                "--against",
                server.url(),
                "-o");

        assertThat(test.status()).as(test.output()).isZero();
        assertThat(test.output())
                .contains("Tests run: 2, Failures: 0")
                .contains("POST /v1/certificates answers 429: Somebody's budget would be used up.")
                .doesNotContain(server.operatorToken());
    }

    private static Ways ways(Visitor visitor, Visitor ofOther) {
        Ways ways = new Ways(visitor)
                .to(
                        403,
                        ask -> ask.header("Authorization", "Bearer " + stranger.token())
                                .send())
                .to(429, ContractIT::twiceFromOneAddress)
                .to(500, ContractIT::withoutTables)
                .to(503, ContractIT::withoutPostgres)
                .to(
                        "requestStockCertificate",
                        503,
                        ask -> ofOther.bare(ask.operation())
                                .body(Visitor.JSON, visitor.stockRequest(visitor.database("COPY")))
                                .send())
                .to(
                        "currentRevocationList",
                        503,
                        ask -> shown(ofOther, "currentRevocationList").send())
                .to(
                        "revocationList",
                        503,
                        ask -> shown(ofOther, "revocationList")
                                .place("issuer", ofOther.issuer())
                                .send());
        visitor.contract().operations().stream()
                .filter(operation -> operation.path().startsWith("/v1/authority/"))
                .forEach(operation -> ways.none(operation.id(), 500, FROM_MEMORY));
        return ways;
    }

    private static Ask shown(Visitor visitor, String id) {
        return visitor.bare(visitor.contract().operation(id));
    }

    private static HttpResponse<byte[]> twiceFromOneAddress(Ask ask) {
        ask.header("X-Forwarded-For", "203.0.113." + (1 + ask.operation().id().length()));
        ask.send();
        return ask.send();
    }

    /** A mistake of the server's own, as it would be had by a migration that went wrong. */
    private static HttpResponse<byte[]> withoutTables(Ask ask) {
        try (Sql sql = database.sql()) {
            sql.run("alter schema public rename to elsewhere");
            try {
                return ask.send();
            } finally {
                sql.run("alter schema elsewhere rename to public");
            }
        }
    }

    private static HttpResponse<byte[]> withoutPostgres(Ask ask) {
        try {
            wire.pull();
            try {
                return ask.send();
            } finally {
                wire.plugIn();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
