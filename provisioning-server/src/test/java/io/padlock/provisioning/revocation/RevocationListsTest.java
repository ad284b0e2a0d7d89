package io.padlock.provisioning.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.TestClock;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.issuance.PublicAddress;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.issuance.TestAuthority;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.schema.TestDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With its own timer, and a database that goes away and comes back. */
class RevocationListsTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(START);
    private final Log log = new Log();

    @Test
    void an_outage_is_told_once_and_the_list_goes_on_after_it() throws Exception {
        Logger.getLogger(RevocationLists.class.getName()).addHandler(log);
        TestAuthority.createIfMissing(folder.resolve("ca"), "odoo-iot.com", START);
        Authority authority = Authority.open(
                folder.resolve("ca"), Duration.ofDays(90), new PublicAddress("http://localhost:8080"), START);
        Issuer issuer = authority.issuers().get(0);
        try (TestDatabase database = TestDatabase.start(folder.resolve("postgres"))) {
            Pool elsewhere = database.connect("template1");
            RevocationLists lists =
                    new RevocationLists(database.connect(), authority, aWeekAndADay(), clock, database.vertx());

            shut(elsewhere, true);
            lists.onStart(null);
            await("the outage to be told", () -> log.said("can't be kept up to date"));
            assertThat(lists.newestOf(issuer)).isEmpty();
            shut(elsewhere, false);
            await("the first list", () -> lists.newestOf(issuer).isPresent());

            long first = lists.newestOf(issuer).orElseThrow().number();

            shut(elsewhere, true);
            await("a second outage to be told", () -> log.count("can't be kept up to date") == 2);
            assertThat(lists.newestOf(issuer)).isPresent();
            await("five more looks", fiveLooks(elsewhere));
            assertThat(log.count("can't be kept up to date")).isEqualTo(2);

            shut(elsewhere, false);
            clock.advance(Duration.ofSeconds(2));
            revokeOne(database, issuer);
            await(
                    "a list with the revocation",
                    () -> lists.newestOf(issuer).orElseThrow().number() > first);
            // The list is there a moment before the look that made it has ended.
            await("the end of the outage to be told", () -> log.count("are kept up to date again") == 2);
            lists.onStop(null);
        } finally {
            Logger.getLogger(RevocationLists.class.getName()).removeHandler(log);
        }
    }

    /** Looks that fail leave a trace in PostgreSQL's own count of time only: it is time that is waited for. */
    private static Callable<Boolean> fiveLooks(Pool elsewhere) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        return () -> elsewhere.query("select 1").executeAndAwait().size() == 1 && System.nanoTime() > until;
    }

    private void revokeOne(TestDatabase database, Issuer issuer) {
        String serial = database.certificates(
                        1, UUID.randomUUID(), issuer.name(), START, START.plus(Duration.ofDays(90)))
                .get(0);
        new Revocations(database.pool(), clock)
                .revoke(new Serial(serial), new RevocationOrder(RevocationReason.SUPERSEDED, null, "operator"))
                .await()
                .indefinitely();
    }

    /** No connection to the database from now on, or again. */
    private static void shut(Pool elsewhere, boolean away) {
        elsewhere
                .query("alter database postgres with allow_connections " + !away)
                .executeAndAwait();
        if (away) {
            elsewhere
                    .query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'")
                    .executeAndAwait();
        }
    }

    private static CrlConfig aWeekAndADay() {
        return new CrlConfig() {
            @Override
            public Duration life() {
                return Duration.ofDays(7);
            }

            @Override
            public Duration refresh() {
                return Duration.ofDays(1);
            }
        };
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static final class Log extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        boolean said(String words) {
            return count(words) > 0;
        }

        long count(String words) {
            return lines.stream().filter(line -> line.contains(words)).count();
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(String.valueOf(entry.getMessage()));
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
