package io.padlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.faults.Trial.Readiness;
import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Fleet;
import io.padlock.running.Promises;
import io.padlock.running.ReadinessWatch;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL answers, and says no: boxes hear "later", and get theirs once it says yes again. */
class DatabaseRefusesIT {

    private static final Duration LASTS = Duration.ofSeconds(Length.of(4, 20));

    @TempDir
    private static Path data;

    private static WiredServer wired;
    private static Sql sql;

    @BeforeAll
    static void start() throws Exception {
        wired = WiredServer.start(data);
        sql = wired.sql();
        sql.run("set client_min_messages = warning");
    }

    @AfterAll
    static void stop() throws Exception {
        sql.close();
        wired.close();
    }

    @AfterEach
    void is_healed() throws Exception {
        sql.run("drop trigger if exists fails on certificate");
        Await.until("readiness", Duration.ofSeconds(5), wired.server()::isReady);
        assertThat(wired.server().isLive()).isTrue();
    }

    /** SQLSTATEs: PostgreSQL manual, appendix A. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "53100, disk full",
        "40001, serialization failure",
        "57014, statement timeout",
        "25006, read-only transaction",
        "53200, out of memory",
        "58030, I/O error"
    })
    void an_insert_fails(String state, String what) throws Exception {
        Trial.of(
                wired,
                what,
                LASTS,
                Readiness.GOES_DOWN,
                () -> failInserts("true", "using errcode = '" + state + "'"),
                () -> sql.run("drop trigger fails on certificate"));
    }

    @Test
    void a_trigger_refuses_every_insert() throws Exception {
        Promises promises = new Promises();
        Customer customer = Customer.knownTo(wired.server());
        Caller caller = new Caller(wired.server().url());
        String request = Requests.good();
        failInserts("true", "");

        Answer refused = promises.heard(caller.v1(customer, request));
        Answer stockRefused = promises.heard(caller.stock(customer));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(500);
        assertThat(stockRefused.body().at("/error/code").asInt())
                .as(stockRefused.body().toString())
                .isEqualTo(500);
        assertThat(sql.number(
                        "select count(*) from certificate where database_uuid = $1", UUID.fromString(customer.uuid())))
                .isZero();
        sql.run("drop trigger fails on certificate");
        assertThat(promises.heard(caller.v1(customer, request)).isNew()).isTrue();
        promises.mustHold(sql);
    }

    /** The trigger's own error, and a right that was taken away: nobody is issued anything, so nobody is to be sent here. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a trigger, P0001, ",
        "a constraint, 23514, ",
        "a right taken away, '', revoke insert on certificate from " + WiredServer.USER
    })
    void readiness_is_down_while_everybody_is_refused(String what, String state, String instead) throws Exception {
        Promises promises = new Promises();
        Caller caller = new Caller(wired.server().url());
        try (ReadinessWatch watch = new ReadinessWatch(wired.server(), promises);
                Fleet fleet = Fleet.of(wired.server().url(), wired.customers(4), Duration.ofMillis(50), promises)) {
            Thread.sleep(500);
            if (instead == null) {
                failInserts("true", "using errcode = '" + state + "'");
            } else {
                sql.run(instead);
            }
            Instant begun = Instant.now();
            Thread.sleep(LASTS.toMillis() + ReadinessWatch.LAG.toMillis());
            Instant ended = Instant.now();
            sql.run("drop trigger if exists fails on certificate; grant insert on certificate to " + WiredServer.USER);
            watch.isUpBy(ended, ended.plus(ReadinessWatch.LAG).plusSeconds(1));
            assertThat(caller.stock(Customer.knownTo(wired.server())).isCertificate())
                    .isTrue();
            fleet.stop();
            watch.stop();
            watch.aliveAllTheTime();
            watch.wasDown(begun.plus(ReadinessWatch.LAG), ended);
        }
        promises.mustHold(sql);
    }

    /** One shop's trouble is no reason to send nobody here any more. */
    @Test
    void readiness_stays_up_while_a_single_database_is_refused() throws Exception {
        Promises promises = new Promises();
        Customer customer = Customer.knownTo(wired.server());
        Caller caller = new Caller(wired.server().url());
        failInserts("new.database_uuid = '" + customer.uuid() + "'", "");

        for (int i = 0; i < 20; i++) {
            assertThat(promises.heard(caller.v1(customer, Requests.good())).status())
                    .isEqualTo(500);
            assertThat(wired.server().isReady()).isTrue();
        }
    }

    /** Many INSERTs are one statement, which fails as a whole: who is not to blame must not pay for it. */
    @Test
    void one_row_of_three_is_refused_and_the_others_of_its_statement_are_recorded() throws Exception {
        Promises promises = new Promises();
        Caller caller = new Caller(wired.server().url());
        List<Customer> customers = wired.customers(60);
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < customers.size(); i += 3) {
            refused.add(customers.get(i).uuid());
        }
        failInserts("new.database_uuid::text in ('" + String.join("', '", refused) + "')", "");

        List<CompletableFuture<Answer>> answers = customers.stream()
                .map(customer -> caller.v1Async(customer, Requests.good()))
                .toList();
        answers.forEach(answer -> promises.heard(answer.join()));

        assertThat(promises.answers())
                .allSatisfy(answer -> assertThat(answer.isNew())
                        .as(answer.toString())
                        .isEqualTo(!refused.contains(answer.database())));
        promises.mustHold(sql);
    }

    @Test
    void all_its_sessions_are_ended_again_and_again() throws Exception {
        Trial.of(
                wired,
                "sessions ended",
                Duration.ZERO,
                Readiness.TELLS,
                () -> {
                    for (int i = 0; i < Length.of(5, 100); i++) {
                        endAllSessions();
                        Thread.sleep(200);
                    }
                },
                () -> {});
    }

    @Test
    void it_only_reads_as_the_old_primary_after_a_failover() throws Exception {
        Trial.of(
                wired,
                "read-only",
                LASTS,
                Readiness.GOES_DOWN,
                () -> {
                    sql.run("alter role " + WiredServer.USER + " set default_transaction_read_only = on");
                    endAllSessions();
                },
                () -> {
                    sql.run("alter role " + WiredServer.USER + " reset default_transaction_read_only");
                    endAllSessions();
                });
    }

    @Test
    void it_takes_no_more_connections() throws Exception {
        Trial.of(
                wired,
                "too many connections",
                LASTS,
                Readiness.GOES_DOWN,
                () -> {
                    sql.run("alter role " + WiredServer.USER + " connection limit 0");
                    endAllSessions();
                },
                () -> sql.run("alter role " + WiredServer.USER + " connection limit -1"));
    }

    @Test
    void another_session_has_locked_the_ledger() throws Exception {
        try (Sql other = wired.sql()) {
            Trial.of(
                    wired,
                    "ledger locked",
                    Duration.ofSeconds(Length.of(7, 60)),
                    Readiness.GOES_DOWN,
                    () -> other.run("begin; lock table certificate in access exclusive mode"),
                    () -> other.run("rollback"));
        }
    }

    @Test
    void its_permissions_were_taken_away() throws Exception {
        Promises promises = new Promises();
        Customer customer = Customer.knownTo(wired.server());
        Caller caller = new Caller(wired.server().url());
        String request = Requests.good();
        sql.run("revoke insert on certificate from " + WiredServer.USER);

        Answer refused = promises.heard(caller.v1(customer, request));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(500);
        assertThat(refused.body().toString()).doesNotContain("permission").doesNotContain("certificate\"");
        Await.until(
                "a line for who runs the server",
                Duration.ofSeconds(5),
                () -> wired.server().said().contains("permission denied for table certificate"));
        sql.run("grant insert on certificate to " + WiredServer.USER);
        assertThat(promises.heard(caller.v1(customer, request)).isNew()).isTrue();
        promises.mustHold(sql);
    }

    private static void failInserts(String condition, String how) {
        sql.run("create or replace function fail() returns trigger language plpgsql as $$ begin if " + condition
                + " then raise exception 'a fault of the test''s' " + how + "; end if; return new; end $$;"
                + " create trigger fails before insert on certificate for each row execute function fail()");
    }

    private static void endAllSessions() {
        sql.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + WiredServer.USER + "'");
    }
}
