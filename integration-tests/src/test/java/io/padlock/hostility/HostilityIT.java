package io.padlock.hostility;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Alone;
import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.KeepsToTheContract;
import io.padlock.testing.hostility.Attack;
import io.padlock.testing.hostility.CurlLine;
import io.padlock.testing.hostility.Deck;
import io.padlock.testing.hostility.Hostility;
import io.padlock.testing.hostility.Judge;
import io.padlock.testing.hostility.Kind;
import io.padlock.testing.hostility.Prey;
import io.padlock.testing.hostility.Sender;
import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server, and whatever may come out of the internet: made from the OpenAPI document, seeded, each case judged.
 * Other seeds and more of them by {@code deploy/test --hostility SEED COUNT}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone
class HostilityIT {

    private static final long SEED = Long.getLong("padlock.hostility.seed", 20_261_121);
    private static final long COUNT = Long.getLong("padlock.hostility.count", Length.of(8_000, 1_000_000));

    private static final Object IMPORTS = new Object();
    private static final String TOKEN = "token-of-the-operator-under-attack";
    /** Codes of databases that nobody here asks for. */
    private static final List<String> CODES_OF_OTHERS = List.of("M-SECRET-OF-ONE-4711", "M-SECRET-OF-TWO-0815");

    @TempDir
    static Path data;

    private static Server server;
    private static Deck deck;
    private static Prey prey;
    private static String logAtStart;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = Server.start(
                data,
                Server.AS_USUAL,
                "-Xmx256m",
                "-Dpadlock.operator.token=" + TOKEN,
                "-Dpadlock.budget.database.burst-per-box=0",
                // One address without budgets; whoever comes from another one has soon used them up.
                "-Dpadlock.budget.address.exempt=127.0.0.1",
                "-Dpadlock.budget.address.burst=500",
                "-Dpadlock.budget.address.per-hour=3600");
        deck = new Deck(ContractDocument.reviewed());
        register(Server.UUID, "DEMO-ELIGIBLE");
        register("11111111-1111-4111-8111-111111111111", CODES_OF_OTHERS.get(0));
        register("22222222-2222-4222-8222-222222222222", CODES_OF_OTHERS.get(1));
        Response certificate = certificate();
        prey = new Prey(
                "127.0.0.1", server.port(), TOKEN, issuer(), certificate.path("serial"), certificate.path("zone"));
        logAtStart = server.said();
        System.out.println("Hostility: seed " + SEED + ", " + COUNT + " cases, of "
                + Deck.kinds().size() + " kinds");
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        server.close();
    }

    private static void register(String uuid, String code) {
        given().header("Authorization", "Bearer " + TOKEN)
                .contentType("application/json")
                .body("""
                        {"enterpriseCode":"%s","kind":"PRODUCTION","subscription":
                        {"status":"IN_PROGRESS","lines":[{"product":"IOT_BOX","quantity":2}]}}""".formatted(code))
                .put(server.url() + "/v1/operator/databases/" + uuid)
                .then()
                .statusCode(201);
    }

    /** Of a certificate whose key nobody here asks with: it may be revoked. */
    private static Response certificate() {
        return given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid",
                        Server.UUID,
                        "enterpriseCode",
                        "DEMO-ELIGIBLE",
                        "signingRequest",
                        Requests.good()))
                .post(server.url() + "/v1/certificates")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static String issuer() {
        String list = given().get(server.url() + "/v1/authority/issuing.crl").header("ETag");
        return list.substring(1, list.indexOf('-'));
    }

    /** Otherwise nobody would see connections that are left open. */
    @Test
    @Order(0)
    void a_connection_that_stands_is_seen() throws Exception {
        long before = Footprint.openTo(server);
        try (Socket held = new Socket("127.0.0.1", server.port())) {
            Await.until("one more", Duration.ofSeconds(5), () -> Footprint.openTo(server) == before + 1);
            assertThat(held.isConnected()).isTrue();
        }
        Await.until("one less", Duration.ofSeconds(5), () -> Footprint.openTo(server) == before);
    }

    @Test
    @Order(1)
    void no_request_is_answered_wrongly_and_memory_stays_flat() throws Exception {
        Hostility hostility = new Hostility(
                deck,
                prey,
                new Judge(
                        KeepsToTheContract.reviewed()::check,
                        KeepsToTheContract.reviewed()::checkUnreadable,
                        Stream.concat(Stream.of(TOKEN), CODES_OF_OTHERS.stream())
                                .toList()),
                SEED);
        long began = System.nanoTime();
        List<Footprint> marks = new ArrayList<>();
        for (int quarter = 0; quarter < 4; quarter++) {
            hostility.run(COUNT * quarter / 4, COUNT * (quarter + 1) / 4);
            marks.add(Footprint.of(server));
        }
        double seconds = (System.nanoTime() - began) / 1e9;

        System.out.printf("Hostility: %,d cases in %.0f s, %.0f a second%n", COUNT, seconds, COUNT / seconds);
        System.out.println("Hostility: cases by kind: " + hostility.madeByKind());
        hostility
                .statuses()
                .forEach((operation, counts) -> System.out.println("Hostility: " + operation + " answered " + counts));
        marks.forEach(mark -> System.out.println("Hostility: after each quarter " + mark));
        assertThat(hostility.faults())
                .as("answers that are wrong; each with the line that does it again")
                .isEmpty();
        assertThat(hostility.made().values().stream().mapToLong(Long::longValue).sum())
                .as("cases made")
                .isEqualTo(COUNT);
        // In the first half caches fill: of certificates read, of code compiled, of buffers.
        marks.get(3).mustNotHaveGrownSince(marks.get(1));
        if (COUNT >= deck.size()) {
            assertThat(hostility.made().keySet())
                    .as("every kind at every operation that it applies to")
                    .containsAll(deck.cards());
            hostility.statuses().forEach(HostilityIT::mustHaveBeenReached);
        }
    }

    /** Who is turned away at the door has not seen the house. */
    private static void mustHaveBeenReached(String operation, Map<Integer, Long> statuses) {
        long all = statuses.values().stream().mapToLong(Long::longValue).sum();
        long turnedAway = Stream.of(401, 403, 429, 503)
                .mapToLong(status -> statuses.getOrDefault(status, 0L))
                .sum();
        assertThat(turnedAway)
                .as("turned away from " + operation + ": " + statuses)
                .isLessThan(all / 2);
        assertThat(statuses.keySet()).as("answers of " + operation).anyMatch(status -> status / 100 == 2);
    }

    @Test
    @Order(2)
    void the_log_has_no_error_no_forged_line_and_no_secret() throws Exception {
        ServerLog log = new ServerLog(server.said().substring(logAtStart.length()));
        assertThat(log.thatAreErrors()).isEmpty();
        assertThat(log.thatNobodyHereBegan()).isEmpty();
        assertThat(log.withControlCharacters()).isEmpty();
        assertThat(log.text()).doesNotContain(TOKEN, "DEMO-ELIGIBLE").doesNotContain(CODES_OF_OTHERS);
    }

    /** Sent again by curl, a case has the status that it had: the line in a failure's message is true. */
    @Test
    @Order(3)
    void the_line_that_a_failure_prints_does_it_again() throws Exception {
        // Most of them wait: for a silence that lasts, or for curl.
        ExecutorService several = Executors.newCachedThreadPool();
        try {
            List<Future<Optional<String>>> differences = new ArrayList<>();
            for (Attack attack : oneOfEachKind()) {
                differences.add(several.submit(
                        () -> attack.toString().contains("/databases/import") ? alone(attack) : difference(attack)));
            }
            for (Future<Optional<String>> difference : differences) {
                assertThat(difference.get()).isEmpty();
            }
        } finally {
            several.shutdownNow();
        }
    }

    private static List<Attack> oneOfEachKind() {
        Set<Kind> kinds = new HashSet<>();
        List<Attack> attacks = new ArrayList<>();
        for (long number = 0; kinds.size() < Deck.kinds().size(); number++) {
            Attack attack = deck.attack(SEED, number, prey);
            // Who has used up their budget is told so or not, as time goes by.
            if (!attack.counted() && kinds.add(attack.kind()) && !attack.isGone()) {
                attacks.add(attack);
            }
        }
        return attacks;
    }

    /** The server takes two imports at once, and tells a third to come later; that is no difference. */
    private static Optional<String> alone(Attack another) throws Exception {
        synchronized (IMPORTS) {
            return difference(another);
        }
    }

    /** The first time something is created, the second time it is there: so twice by us, with curl in between. */
    private static Optional<String> difference(Attack attack) throws Exception {
        try (Sender sender = new Sender()) {
            List<Optional<Integer>> ours = new ArrayList<>();
            ours.add(sender.make(attack).firstStatus());
            String line = CurlLine.of(attack);
            boolean isSilent = ours.get(0).isEmpty();
            Optional<Integer> curls = statusBy(isSilent ? line.replace("--max-time 20", "--max-time 2") : line);
            ours.add(sender.make(attack).firstStatus());
            // curl keeps its side open until it has the answer; who ends it at once may be hung up on before.
            boolean isHungUpOn = attack.endsItsSide() && ours.contains(Optional.<Integer>empty());
            return ours.contains(curls) || isHungUpOn
                    ? Optional.empty()
                    : Optional.of(attack + " got " + ours + " from us, and " + curls + " by " + line);
        }
    }

    private static Optional<Integer> statusBy(String line) throws Exception {
        // A connection that stays open keeps curl waiting; the first bytes of the answer are enough.
        String printed = Command.run("bash", "-c", "head -c 40 < <({ " + line + "; } 2>&1)")
                .output();
        assertThat(printed).as(line).doesNotContain("syntax error", "command not found", "unexpected EOF", "curl:");
        Matcher status = Pattern.compile("^\\S+/\\d+\\.\\d+ (\\d{3})").matcher(printed);
        return status.find() ? Optional.of(Integer.parseInt(status.group(1))) : Optional.empty();
    }

    /** Who has used up a budget can't have another one by saying to be somebody else. */
    @Test
    @Order(4)
    void a_forged_address_is_no_way_around_a_budget() throws Exception {
        String line = "for i in $(seq 600); do echo url=" + server.url() + "/v1/eligibility; done"
                + " | curl -s -o /dev/null -o /dev/null --interface " + Sender.COUNTED
                + " -H 'Content-Type: application/json' -d '{}' -K - >/dev/null; curl -s -o /dev/null -w '%{http_code}' --interface "
                + Sender.COUNTED + " -H 'X-Forwarded-For: 127.0.0.1' -H 'Forwarded: for=127.0.0.1'"
                + " -H 'Content-Type: application/json' -d '{}' " + server.url() + "/v1/eligibility";

        assertThat(Command.run("bash", "-c", line).output()).endsWith("429");
    }

    @Test
    @Order(5)
    void after_all_that_a_box_gets_its_certificate() {
        given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid",
                        Server.UUID,
                        "enterpriseCode",
                        "DEMO-ELIGIBLE",
                        "signingRequest",
                        Requests.good()))
                .post(server.url() + "/v1/certificates")
                .then()
                .statusCode(201);
        assertThat(server.isReady()).isTrue();
    }
}
