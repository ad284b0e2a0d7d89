package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What many boxes do at once, to a server with a short queue. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(StormTest.ShortQueue.class)
class StormTest {

    public static class ShortQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("padlock.queue.length", String.valueOf(SEATS));
        }
    }

    private static final int SEATS = 1000;

    @Inject
    Pool pool;

    @Inject
    WaitingRoom waitingRoom;

    @Test
    void fifty_identical_requests_at_once_get_one_certificate_a_hundred_times_in_a_row() {
        for (Customer customer : Customer.eligible(100)) {
            String request = Requests.good();

            List<Storm.Answer> answers = Storm.of(50, box -> Storm.certificate(customer, request));

            assertThat(answers).extracting(Storm.Answer::status).containsOnly(200, 201);
            assertThat(answers)
                    .extracting(answer -> text(answer, "/serial"))
                    .containsOnly(text(answers.get(0), "/serial"));
            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .as("one of them is told that it is new")
                    .hasSize(1);
            assertThat(certificatesOf(customer)).as("in the ledger").isEqualTo(1);
        }
    }

    @Test
    void five_hundred_databases_at_once_each_get_their_own_certificate_and_zone() {
        List<Customer> customers = Customer.eligible(500);
        List<String> requests =
                IntStream.range(0, 500).mapToObj(i -> Requests.good()).toList();

        List<Storm.Answer> answers = Storm.of(500, box -> Storm.certificate(customers.get(box), requests.get(box)));

        assertThat(answers).extracting(Storm.Answer::status).containsOnly(201);
        assertThat(answers).extracting(answer -> text(answer, "/serial")).doesNotHaveDuplicates();
        assertThat(answers).extracting(answer -> text(answer, "/zone")).doesNotHaveDuplicates();
        assertThat(certificatesOf(customers.toArray(Customer[]::new)))
                .as("in the ledger")
                .isEqualTo(500);
    }

    @Test
    void
            four_thousand_who_want_one_or_ask_whether_and_when_are_all_answered_though_the_database_hangs_and_it_is_back_at_once() {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        String serial =
                text(Storm.of(1, box -> Storm.certificate(customer, request)).get(0), "/serial");

        List<Storm.Answer> answers = whileFrozen(4000, box -> switch (box % 4) {
            case 0 -> Storm.stock(customer);
            case 1 -> Storm.certificate(customer, request);
            case 2 -> Storm.eligibility(customer);
            default -> Storm.renewal(serial);
        });

        List<Long> waits = new ArrayList<>();
        for (Storm.Answer answer : answers) {
            boolean stock = isOfStock(answer);
            assertThat(answer.status()).isEqualTo(stock ? 200 : 503);
            if (isTurnedAway(answer)) {
                waits.add(
                        stock
                                ? answer.body().at("/error/data/retryAfter").asLong()
                                : answer.headers()
                                        .firstValueAsLong("Retry-After")
                                        .orElseThrow());
            }
        }
        assertThat(Set.copyOf(waits)).as("spread over a minute and a half").hasSizeGreaterThan(60);
        assertThat(waits).allMatch(wait -> wait >= 5 && wait <= 90);

        assertThat(secondsUntilServedAgain(customer, request)).isLessThan(10);
        assertThat(certificatesOf(customer))
                .as("nobody who was told to come later has a certificate that he does not know of")
                .isEqualTo(1);
        Customer other = Customer.eligible();
        assertThat(Storm.of(1, box -> Storm.certificate(other, request)).get(0).status())
                .isEqualTo(201);
        assertThat(waitingRoom.taken()).isZero();
    }

    /**
     * What holds of each storm: nobody is left out, all seats are taken and never one more, and who has one hears "later".
     * How many find one can't be said: a connection that did not open in time frees the seats of those who waited for it.
     */
    private List<Storm.Answer> whileFrozen(int boxes, IntFunction<HttpRequest> box) {
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!over.get()) {
                most.accumulateAndGet(waitingRoom.taken(), Math::max);
                LockSupport.parkNanos(100_000);
            }
        });
        watch.start();
        List<Storm.Answer> answers;
        try {
            answers = FrozenPostgres.during(() -> Storm.of(boxes, box));
        } finally {
            over.set(true);
        }
        assertThat(most.get()).as("the most that were taken at once").isEqualTo(SEATS);
        List<Storm.Answer> turnedAway =
                answers.stream().filter(StormTest::isTurnedAway).toList();
        List<Storm.Answer> later =
                answers.stream().filter(answer -> !isTurnedAway(answer)).toList();
        assertThat(later)
                .extracting(answer -> text(answer, isOfStock(answer) ? "/error/data/code" : "/code"))
                .containsOnly("TRY_LATER");
        assertThat(later).as("each seat was somebody's").hasSizeGreaterThanOrEqualTo(SEATS);
        assertThat(turnedAway).as("and the storm was greater").isNotEmpty();
        return answers;
    }

    private static boolean isOfStock(Storm.Answer answer) {
        return answer.body().has("jsonrpc");
    }

    private static boolean isTurnedAway(Storm.Answer answer) {
        return text(answer, isOfStock(answer) ? "/error/data/code" : "/code").equals("OVERLOADED");
    }

    private long certificatesOf(Customer... customers) {
        return pool.preparedQuery("select count(*) from certificate where database_uuid = any($1)")
                .execute(Tuple.of(Stream.of(customers)
                        .map(customer -> UUID.fromString(customer.uuid()))
                        .toArray(UUID[]::new)))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static long secondsUntilServedAgain(Customer customer, String request) {
        long thawed = System.nanoTime();
        Duration longest = Duration.ofMinutes(1);
        while (System.nanoTime() - thawed < longest.toNanos()) {
            if (Storm.of(1, box -> Storm.certificate(customer, request)).get(0).status() == 200) {
                return Duration.ofNanos(System.nanoTime() - thawed).toSeconds();
            }
        }
        throw new AssertionError("Not served again within " + longest);
    }

    private static String text(Storm.Answer answer, String pointer) {
        return answer.body().at(pointer).asText();
    }
}
