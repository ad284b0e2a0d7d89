package io.padlock.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.running.Alone;
import io.padlock.running.Answer;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Door;
import io.padlock.running.KeptConnection;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.mutations.Mutated;
import io.padlock.testing.mutations.Mutations;
import io.padlock.testing.mutations.Node;
import io.padlock.testing.requests.Requests;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing requests to which anything happened, against the packaged server. Whatever it takes, others than it look at:
 * it has to be a signing request, and the certificate has to be for its key, and for the database's names.
 */
@Alone
class MutatedRequestsIT {

    private static final long SEED = Long.getLong("padlock.mutations.seed", 20261121);
    private static final int CASES = Integer.getInteger("padlock.mutations.cases", Length.of(12_000, 2_000_000));
    private static final int FOR_OPENSSL = Length.of(100, 2_000);
    private static final int CONNECTIONS = 64;

    /** docs/limits.md. */
    private static final int LARGEST_BODY = 64 * 1024;

    private static final int TOLD = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mutations mutations = new Mutations(SEED);
    private final AtomicInteger next = new AtomicInteger();
    private final Tally tally = new Tally();
    private final IndependentJudge judge = new IndependentJudge();
    private final Promises promises = new Promises();
    private final Set<String> serials = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void nothing_is_wrongly_issued_whatever_happened_to_a_signing_request(@TempDir Path data, @TempDir Path folder)
            throws Exception {
        try (Server server = Server.start(data, Server.AS_USUAL, "-Dpadlock.budget.database.burst-per-box=0")) {
            Customer customer = Customer.knownTo(server);
            String zone = new Caller(server.url()).v1(customer, Requests.good()).zone();
            long begun = System.nanoTime();

            askAll(server, customer, zone);

            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf(
                    "%d mutated signing requests of seed %d in %d s, of which the server calculated %d s; taken: %d texts, %d different requests, %d certificates.%n%s",
                    CASES,
                    SEED,
                    took.toSeconds(),
                    calculated(server).toSeconds(),
                    tally.taken(),
                    judge.different(),
                    serials.size(),
                    tally);
            assertThat(wrong).as("the first of what went wrong").isEmpty();
            assertThat(tally.count()).isEqualTo(CASES);
            assertThat(judge.different()).as("some are good still").isGreaterThan(CASES / 1_000);
            assertThat(judge.askOpenSsl(FOR_OPENSSL, folder))
                    .as("OpenSSL agrees, of %d", FOR_OPENSSL)
                    .isGreaterThan(FOR_OPENSSL / 2);
            try (Sql sql = Sql.of(data)) {
                promises.mustHold(sql);
                assertThat(sql.number("select count(*) from certificate"))
                        .as("in the ledger: those that were answered, and the first")
                        .isEqualTo(serials.size() + 1);
            }
            assertThat(server.isReady()).as("readiness afterwards").isTrue();
        }
    }

    private static Duration calculated(Server server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private void askAll(Server server, Customer customer, String zone) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Callable<Void>> boxes = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            boxes.add(() -> ask(server, customer, zone));
        }
        try {
            for (Future<Void> box : threads.invokeAll(boxes)) {
                box.get();
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Void ask(Server server, Customer customer, String zone) throws Exception {
        try (KeptConnection connection = new KeptConnection(server.port())) {
            for (int number; (number = next.getAndIncrement()) < CASES && wrong.size() < TOLD; ) {
                Mutated mutated = mutations.number(number);
                byte[] body = Caller.body(Door.V1, customer, mutated.text());
                Instant asked = Instant.now();
                try {
                    KeptConnection.Reply reply = connection.ask(KeptConnection.request(
                            "POST", "/v1/certificates", List.of("Content-Type: application/json"), body));
                    judge(mutated, body, reply, customer, zone, asked);
                } catch (Exception | AssertionError e) {
                    wrong.add(mutated + "\n" + e);
                    return null;
                }
            }
        }
        return null;
    }

    private void judge(
            Mutated mutated, byte[] body, KeptConnection.Reply reply, Customer customer, String zone, Instant asked)
            throws Exception {
        JsonNode said = JSON.readTree(reply.body());
        boolean taken = reply.status() == 200 || reply.status() == 201;
        String told = taken ? "taken" : said.path("code").asText();
        assertThat(reply.status()).as(reply.text()).isIn(200, 201, body.length > LARGEST_BODY ? 413 : 400);
        tally.add(mutated.kind(), told);
        if (taken) {
            Answer answer = new Answer(
                    Door.V1, customer.uuid(), asked, Duration.ofNanos(reply.nanos()), reply.status(), 0, said);
            byte[] key = judge.keyOf(mutated.text());
            X509Certificate certificate = answer.certificate();
            mustBeFor(key, zone, certificate, said);
            if (serials.add(said.path("serial").asText())) {
                promises.heard(answer);
            }
        }
    }

    private static void mustBeFor(byte[] key, String zone, X509Certificate certificate, JsonNode said)
            throws Exception {
        Node signed = Node.read(certificate.getTBSCertificate());
        assertThat(signed.child(6).encoded()).as("the certificate's key").isEqualTo(key);
        List<String> names = List.of("*." + zone + ".odoo-iot.com", zone + ".odoo-iot.com");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> name.get(1))
                .isEqualTo(names);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + names.get(0));
        assertThat(said.path("names")).extracting(JsonNode::asText).isEqualTo(names);
    }
}
