package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Ports;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.SmallDisk;
import io.padlock.testing.requests.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data disk without room: boxes hear "later", nothing is half, and when there is room again all goes on by itself. */
class FullDiskIT {

    private static final int AUDIT_MAY_WAIT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Promises promises = new Promises();

    @Test
    void a_server_whose_folder_is_full_stops_issuing_before_it_would_forget_to_audit_and_goes_on_by_itself()
            throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(folder.resolve("small"), 2);
                Database database = Database.start(folder.resolve("database"));
                Sql sql = database.sql();
                Server server = Server.start(
                        disk.folder(),
                        database.settings(
                                database.port(),
                                "-Dpadlock.audit.most-waiting=" + AUDIT_MAY_WAIT,
                                "-Dpadlock.budget.database.burst-per-box=0"))) {
            Caller caller = new Caller(server.url());
            Customer customer = Customer.knownTo(server);
            assertThat(ask(caller, customer)).allMatch(Answer::isCertificate);

            disk.fill();
            Await.until(
                    "both doors to say later",
                    PATIENCE,
                    () -> ask(caller, customer).stream().allMatch(Answer::isLater));
            assertThat(server.isReady()).isFalse();
            assertThat(server.isLive()).isTrue();
            promises.mustHold(sql);

            disk.makeRoom();
            Await.until("readiness", PATIENCE, server::isReady);
            assertThat(server.isLive()).isTrue();
            assertThat(ask(caller, customer)).allMatch(Answer::isCertificate);
            assertThat(promises.answers()).allMatch(answer -> answer.isCertificate() || answer.isLater());
            promises.mustHold(sql);
            server.terminate();
            everyOneIsInTheAudit(sql, disk.folder().resolve("audit"));
        }
    }

    @Test
    void a_first_start_on_a_full_disk_says_why_it_can_not_and_the_next_one_begins_anew() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(folder.resolve("small"), 2);
                Database database = Database.start(folder.resolve("database"))) {
            disk.fill();
            try (Server server = Server.launch(
                    disk.folder().resolve("data"),
                    Ports.free(),
                    Ports.free(),
                    Map.of(),
                    database.settings(database.port()))) {
                assertThat(server.awaitEnd()).isEqualTo(1);
                assertThat(server.said())
                        .contains("The provisioning server can't start. ")
                        .doesNotContain("\tat ");
            }

            disk.makeRoom();
            try (Server server = Server.start(disk.folder().resolve("data"), database.settings(database.port()))) {
                assertThat(ask(new Caller(server.url()), Customer.knownTo(server)))
                        .allMatch(Answer::isCertificate);
                assertThat(unfinished(disk.folder())).isEmpty();
                try (Sql sql = database.sql()) {
                    promises.mustHold(sql);
                }
            }
        }
    }

    @Test
    void a_postgresql_of_the_servers_own_that_ends_for_want_of_space_comes_back_when_there_is_some() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(folder.resolve("small"), 400);
                Server server = Server.start(disk.folder())) {
            Caller caller = new Caller(server.url());
            Customer customer = Customer.knownTo(server);
            assertThat(ask(caller, customer)).allMatch(Answer::isCertificate);

            disk.fill();
            needRoomForTheLog(disk.folder());
            Await.until(
                    "both doors to say later",
                    PATIENCE,
                    () -> ask(caller, customer).stream().allMatch(Answer::isLater));
            Await.until("readiness to go down", PATIENCE, () -> !server.isReady());
            assertThat(server.isLive()).isTrue();

            disk.makeRoom();
            Await.until(() -> "readiness\n" + server.said(), PATIENCE, server::isReady);
            assertThat(server.isLive()).isTrue();
            Await.until(
                    "certificates at both doors",
                    PATIENCE,
                    () -> ask(caller, customer).stream().allMatch(Answer::isCertificate));
            assertThat(promises.answers()).allMatch(answer -> answer.isCertificate() || answer.isLater());
            try (Sql sql = Sql.of(disk.folder())) {
                promises.mustHold(sql);
            }
        }
    }

    /** PostgreSQL makes its write-ahead log's next file before it goes on, and ends when it can't. */
    private static void needRoomForTheLog(Path data) throws Exception {
        try (Sql sql = Sql.of(data)) {
            for (int i = 0; i < 20; i++) {
                sql.run("create table if not exists filling (n int); insert into filling values (1);"
                        + " select pg_switch_wal()");
            }
        } catch (AssertionError ended) {
            return;
        }
        throw new AssertionError("PostgreSQL found room for its log on a full disk.");
    }

    private List<Answer> ask(Caller caller, Customer customer) {
        return List.of(promises.heard(caller.v1(customer, Requests.good())), promises.heard(caller.stock(customer)));
    }

    private static void everyOneIsInTheAudit(Sql sql, Path audit) throws Exception {
        Command verified = Server.command("audit", "verify", audit.toString());
        assertThat(verified.status()).as(verified.output()).isZero();
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.list(audit)) {
            files.filter(file -> file.toString().endsWith(".jsonl"))
                    .forEach(file -> lines.append(Command.readIfThere(file)));
        }
        assertThat(sql.rows("select serial from certificate"))
                .allSatisfy(row -> assertThat(lines).contains(row.getString(0)));
    }

    private static List<Path> unfinished(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(".*([.]unfinished|[.]arriving|[.]next)"))
                    .toList();
        }
    }
}
