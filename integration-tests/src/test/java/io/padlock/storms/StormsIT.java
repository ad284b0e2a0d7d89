package io.padlock.storms;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Alone;
import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Command;
import io.padlock.running.Crowd;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Door;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.running.Usage;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many boxes at once and packaged servers, with the budgets that they come with. */
@Alone
class StormsIT {

    private static final int A_SECOND = 1_000;
    private static final int SECONDS = Length.of(3, 10);
    private static final int BOXES = A_SECOND * SECONDS;
    private static final int DATABASES = BOXES / 10;
    private static final int ROUNDS = Length.of(30, 1_000);
    private static final int IDENTICAL = 50;

    @TempDir
    private static Path data;

    private static Database database;
    private static Server first;
    private static Server second;

    @BeforeAll
    static void two_replicas() throws Exception {
        database = Database.start(data.resolve("postgres"));
        first = Server.start(data.resolve("first"), database.settings(database.port(), Server.AS_USUAL));
        Path ca = data.resolve("second/ca");
        assertThat(ca.getParent().toFile().mkdirs()).isTrue();
        Command.run("cp", "-a", data.resolve("first/ca").toString(), ca.toString());
        second = Server.start(data.resolve("second"), database.settings(database.port(), Server.AS_USUAL));
    }

    @AfterAll
    static void stop() throws Exception {
        second.close();
        first.close();
        database.close();
    }

    @Test
    void a_thousand_boxes_that_ask_each_second_are_all_served_and_none_twice() throws Exception {
        List<Customer> customers = Customer.knownTo(first, DATABASES, BOXES / DATABASES);
        List<Crowd.Visitor> boxes = IntStream.range(0, BOXES)
                .parallel()
                .mapToObj(box -> box(box, customers.get(box / 2 % DATABASES)))
                .toList();
        Promises promises = new Promises();
        Usage before = Usage.of(first.pid());

        Readiness readiness = Readiness.watched(first);
        Crowd.Came came = Crowd.come(first.port(), boxes, Duration.ofSeconds(SECONDS));
        readiness.stop();

        Usage after = Usage.of(first.pid());
        came.answers().forEach(heard -> heard.forEach(promises::heard));
        List<Answer> all = came.answers().stream().flatMap(List::stream).toList();
        long hungUp = all.stream().filter(Answer::isNone).count();
        long later = all.stream().filter(Answer::isLater).count();
        long tooMany = all.stream().filter(Answer::isTooMany).count();
        long[] took = all.stream()
                .filter(Answer::isCertificate)
                .mapToLong(answer -> answer.took().toMillis())
                .sorted()
                .toArray();
        Duration allBegan = Duration.between(
                came.answers().stream()
                        .map(heard -> heard.get(0).asked())
                        .min(Instant::compareTo)
                        .orElseThrow(),
                came.answers().stream()
                        .map(heard -> heard.get(0).asked())
                        .max(Instant::compareTo)
                        .orElseThrow());
        int toldToWait = all.stream().mapToInt(Answer::retryAfter).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%d boxes within %.1f s, half of them stock boxes, of %d databases, each on its own connection: the last was served"
                        + " after %.1f s; %d were told to come later, %d that it was too often, and %d stock boxes hung up after 5 s: all of them came again; half waited up to %d"
                        + " ms, 99 of 100 up to %d ms, the longest %d ms; %d waited at once at most. The server: %s. %s%n",
                BOXES,
                allBegan.toMillis() / 1e3,
                DATABASES,
                came.took().toMillis() / 1e3,
                later,
                tooMany,
                hungUp,
                took[took.length / 2],
                took[took.length * 99 / 100],
                took[took.length - 1],
                came.mostAtOnce(),
                after.since(before),
                readiness);
        assertThat(came.answers())
                .allSatisfy(heard ->
                        assertThat(heard.get(heard.size() - 1)).matches(Answer::isCertificate, "has its certificate"));
        assertThat(allBegan)
                .as("from the first box that asked to the last")
                .isLessThan(Duration.ofSeconds(SECONDS + 1));
        assertThat(came.took())
                .as("until the last was served; who was told to come later came then")
                .isLessThan(Duration.ofSeconds(60 + toldToWait));
        // On a machine that is too busy to serve them in time, "not ready" is the truth for as long as boxes hear
        // "later".
        assertThat(readiness.said()).isSubsetOf(200, later + hungUp == 0 ? 200 : 503);
        Await.until("readiness, when the storm is over", Duration.ofMinutes(1), first::isReady);
        assertThat(all.stream().filter(Answer::isCertificate).map(Answer::zone).distinct())
                .hasSize(DATABASES);
        assertThat(all.stream()
                        .filter(Answer::isCertificate)
                        .map(Answer::certificate)
                        .distinct())
                .hasSize(BOXES);
        try (Sql sql = database.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
            assertThat(ledger(sql, customers, Door.V1)).isEqualTo(BOXES / 2);
            // Who was told "later" after the signature, or hung up, has given up that key.
            assertThat(ledger(sql, customers, Door.STOCK)).isBetween(BOXES / 2L, BOXES / 2 + later + hungUp);
        }
    }

    @Test
    void fifty_identical_requests_at_once_to_two_replicas_get_one_certificate_time_after_time() throws Exception {
        List<Customer> customers = Customer.knownTo(first, ROUNDS, 1);
        List<Caller> replicas = List.of(new Caller(first.url()), new Caller(second.url()));
        Promises promises = new Promises();
        long begun = System.nanoTime();
        for (Customer customer : customers) {
            String request = Requests.good();
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            for (int box = 0; box < IDENTICAL; box++) {
                asked.add(replicas.get(box % 2).v1Async(customer, request));
            }
            List<Answer> answers = asked.stream()
                    .map(CompletableFuture::join)
                    .map(promises::heard)
                    .toList();

            assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
            assertThat(answers.stream()
                            .map(answer -> answer.body().path("serial").asText())
                            .distinct())
                    .hasSize(1);
            assertThat(answers.stream().filter(Answer::isNew))
                    .as("one of them is told that it is new")
                    .hasSize(1);
        }
        System.out.printf(
                Locale.ROOT,
                "%d times %d identical requests at once to two replicas: one certificate each, %.1f s in all.%n",
                ROUNDS,
                IDENTICAL,
                (System.nanoTime() - begun) / 1e9);
        try (Sql sql = database.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
            assertThat(ledger(sql, customers, Door.V1)).isEqualTo(ROUNDS);
        }
    }

    /** Every other one has Odoo's software. */
    private static Crowd.Visitor box(int number, Customer customer) {
        return number % 2 == 0
                ? new Crowd.Visitor(Door.V1, customer, Requests.good())
                : new Crowd.Visitor(Door.STOCK, customer, null);
    }

    private static long ledger(Sql sql, List<Customer> customers, Door door) {
        return sql.number(
                "select count(*) from certificate where door = $1 and database_uuid::text = any($2)",
                door.name(),
                customers.stream().map(Customer::uuid).toArray(String[]::new));
    }
}
