package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Caller;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Door;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of the server at every step of an issuance, at both doors, for first and further certificates. The box
 * asks again at another replica, as it would behind a load balancer, while the killed one starts again.
 */
class KilledWhileIssuingIT {

    private static final int KILLS = Length.of(1, 100);
    private static final int RACES = Length.of(4, 100);
    private static final int WARM = 2;

    @TempDir
    private static Path data;

    private static final ExecutorService STARTING = Executors.newFixedThreadPool(WARM);
    private static final Queue<Future<Victim>> READY = new ArrayDeque<>();
    private static final Promises PROMISES = new Promises();
    private static Database database;
    private static Sql sql;
    private static Server survivor;

    @BeforeAll
    static void servers_on_one_database() throws Exception {
        database = Database.start(data.resolve("database"));
        sql = database.sql();
        survivor = Server.start(data.resolve("survivor"), database.settings(database.port()));
        for (int i = 0; i < WARM; i++) {
            Path folder = Files.createDirectories(data.resolve("victim-" + i));
            Command copied = Command.run("cp", "-a", data.resolve("survivor/ca").toString(), folder.toString());
            assertThat(copied.status()).as(copied.output()).isZero();
            Victim victim = new Victim(folder, database);
            READY.add(STARTING.submit(() -> {
                victim.start();
                return victim;
            }));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            while (!READY.isEmpty()) {
                READY.remove().get().close();
            }
        } finally {
            STARTING.shutdownNow();
            survivor.close();
            sql.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_is_killed_leaves_no_certificate_that_the_ledger_does_not_hold_and_no_second_one_for_a_key(
            Moment moment) throws Exception {
        for (int i = 0; i < KILLS; i++) {
            Victim victim = READY.remove().get();
            try {
                kill(victim, moment, i);
            } finally {
                READY.add(STARTING.submit(() -> {
                    victim.startAgain();
                    return victim;
                }));
            }
        }
        PROMISES.mustHold(sql);
        Promises.noKeyHasTwoCertificates(sql);
    }

    @Test
    void one_key_that_asks_two_replicas_at_once_gets_one_certificate_though_one_of_them_is_killed() throws Exception {
        Moment[] moments = Moment.values();
        for (int i = 0; i < RACES; i++) {
            // In an order that begins where the two can disagree.
            Moment moment = moments[Math.floorMod(Moment.BEFORE_THE_RECORD_IS_SENT.ordinal() + i, moments.length)];
            Victim victim = READY.remove().get();
            try {
                race(victim, moment);
            } finally {
                READY.add(STARTING.submit(() -> {
                    victim.startAgain();
                    return victim;
                }));
            }
        }
        PROMISES.mustHold(sql);
        Promises.noKeyHasTwoCertificates(sql);
    }

    private static void race(Victim victim, Moment moment) throws Exception {
        Customer customer = Customer.knownTo(survivor);
        String request = Requests.good();
        victim.killAt(moment);
        CompletableFuture<Answer> one =
                CompletableFuture.supplyAsync(() -> ask(victim.port(), customer, Door.V1, request));
        CompletableFuture<Answer> other =
                CompletableFuture.supplyAsync(() -> ask(survivor.port(), customer, Door.V1, request));

        assertThat(other.join().isCertificate()).as(other.join().toString()).isTrue();
        one.join();
        // Where the other was faster, the victim has nothing to record, and may have met no such moment.
        victim.die();
        Answer again = ask(survivor.port(), customer, Door.V1, request);

        assertThat(again.isNew()).isFalse();
        assertThat(ledger(customer)).containsExactly(serial(again));
        assertThat(serial(other.join())).isEqualTo(serial(again));
    }

    private void kill(Victim victim, Moment moment, int round) throws Exception {
        // Each moment meets both doors, with a first and with a further certificate, in four rounds. Of those with a
        // single
        // round, neighbours (before and after a message) meet the same.
        int turn = moment.ordinal() / 2 + round;
        Door door = turn % 2 == 0 ? Door.V1 : Door.STOCK;
        boolean first = turn / 2 % 2 == 0 || moment.isOfAFirstCertificate();
        Customer customer = Customer.knownTo(survivor);
        // What was answered a moment before is in the audit, whatever happens next.
        Answer before = ask(victim.port(), first ? Customer.knownTo(survivor) : customer, door, Requests.good());
        assertThat(before.isCertificate()).as(before.toString()).isTrue();
        victim.awaitInTheAudit(serial(before));
        List<String> known = ledger(customer);
        String request = Requests.good();

        victim.killAt(moment);
        ask(victim.port(), customer, door, request);
        victim.awaitDeath();

        List<String> left = ledger(customer);
        assertThat(left.size() - known.size())
                .as("recorded")
                .isBetween(moment.mustHaveRecorded() ? 1 : 0, moment.mayHaveRecorded() ? 1 : 0);
        assertThat(survivor.isReady()).isTrue();
        assertThat(survivor.isLive()).isTrue();
        assertThat(victim.isInTheAudit(serial(before))).isTrue();
        if (moment == Moment.WHEN_THE_AUDIT_HAS_IT) {
            assertThat(victim.isInTheAudit(left.get(0))).isTrue();
        }
        Answer again = ask(survivor.port(), customer, door, request);
        assertThat(again.isCertificate()).as(again.toString()).isTrue();
        if (door == Door.V1) {
            assertThat(ledger(customer)).as("one certificate for one key").hasSize(known.size() + 1);
            assertThat(again.isNew()).isEqualTo(left.size() == known.size());
        }
        PROMISES.mustHold(sql);
    }

    /** On connections of its own; what is heard is held to the promises. */
    private static Answer ask(int port, Customer customer, Door door, String request) {
        Caller caller = new Caller("http://127.0.0.1:" + port);
        return PROMISES.heard(door == Door.V1 ? caller.v1(customer, request) : caller.stock(customer));
    }

    /** The serials of a database, the newest first. */
    private static List<String> ledger(Customer customer) {
        return sql
                .rows(
                        "select serial from certificate where database_uuid = $1 order by issued_at desc",
                        UUID.fromString(customer.uuid()))
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String serial(Answer answer) {
        return "%032x".formatted(answer.certificate().getSerialNumber());
    }
}
