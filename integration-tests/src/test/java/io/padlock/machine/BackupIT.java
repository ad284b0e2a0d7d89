package io.padlock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Caller;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.testing.SmallDisk;
import io.padlock.testing.requests.Requests;
import io.padlock.testing.tls.TestRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/backup} and {@code deploy/restore}, with a server that issues meanwhile, on Debian's own PostgreSQL; all of them over
 * TLS, verified, as with a database on another machine.
 */
class BackupIT {

    @TempDir
    private static Path here;

    private static DebianPostgres postgres;
    private static Path settings;
    private static Path passphrase;
    private static Path backup;
    private static Customer customer;
    private static String request;
    private static Answer granted;
    private static Answer grantedAfterwards;
    private static String root;

    @BeforeAll
    static void a_server_that_has_issued_and_is_kept_while_it_runs() throws Exception {
        postgres = DebianPostgres.start(Files.createDirectory(here.resolve("postgres")));
        postgres.create("padlock");
        settings = settings("padlock", here.resolve("first/ca"));
        passphrase = Files.writeString(here.resolve("passphrase"), "correct horse\n");
        backup = here.resolve("kept/monday.backup");
        try (Server server = server("first", "padlock")) {
            customer = Customer.knownTo(server);
            request = Requests.good();
            Caller box = new Caller(server.url());
            granted = box.v1(customer, request);
            root = Files.readString(server.root());

            Command kept = deploy("backup", "--settings", settings, "--to", backup, "--passphrase-file", passphrase);

            assertThat(kept.status()).as(kept.output()).isZero();
            grantedAfterwards = box.v1(customer, Requests.good());
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void a_server_elsewhere_goes_on_with_the_same_authority_zone_and_ledger() throws Exception {
        postgres.create("elsewhere");
        Path there = settings("elsewhere", here.resolve("second/ca"));

        Command restored = deploy("restore", "--from", backup, "--settings", there, "--passphrase-file", passphrase);

        assertThat(restored.status()).as(restored.output()).isZero();
        assertThat(restored.output()).contains("1 certificates", "Start the server");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve("second/ca/issuing.key"))))
                .isEqualTo("rw-------");
        try (Server server = server("second", "elsewhere")) {
            assertThat(Files.readString(server.root())).isEqualTo(root);
            Caller box = new Caller(server.url());
            Answer again = box.v1(customer, request);
            assertThat(again.status()).as("the same key gets what it had").isEqualTo(200);
            assertThat(again.certificate()).isEqualTo(granted.certificate());
            Answer next = box.v1(customer, Requests.good());
            assertThat(next.status()).isEqualTo(201);
            assertThat(next.zone()).isEqualTo(granted.zone());
        }
    }

    @Test
    void who_has_the_file_alone_has_nothing() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(backup, StandardCharsets.ISO_8859_1))
                .doesNotContain("PRIVATE KEY", "BEGIN CERTIFICATE", customer.code());

        Path wrong = Files.writeString(here.resolve("wrong"), "incorrect horse\n");
        assertRefused(
                deploy("restore", "--from", backup, "--settings", settings, "--passphrase-file", wrong),
                "can't be opened");
        assertRefused(deploy("restore", "--from", backup, "--settings", settings), "--passphrase-file");
    }

    @Test
    void nothing_is_written_over() throws Exception {
        byte[] before = Files.readAllBytes(backup);
        assertRefused(deploy("backup", "--settings", settings, "--to", backup), "is not written over");
        assertThat(Files.readAllBytes(backup)).isEqualTo(before);

        assertRefused(
                deploy("restore", "--from", backup, "--settings", settings, "--passphrase-file", passphrase),
                "tables already, and nothing is written over");

        postgres.create("empty");
        Path another = Files.createDirectories(here.resolve("third/ca"));
        Files.writeString(another.resolve("root.crt"), "somebody else's");
        assertRefused(
                deploy(
                        "restore",
                        "--from",
                        backup,
                        "--settings",
                        settings("empty", another),
                        "--passphrase-file",
                        passphrase),
                "holds another authority");
        assertThat(another.resolve("root.crt")).hasContent("somebody else's");
    }

    @Test
    void a_backup_that_was_damaged_restores_nothing() throws Exception {
        postgres.create("untouched");
        Path plain = here.resolve("plain.backup");
        Command kept = deploy("backup", "--settings", settings, "--to", plain);
        assertThat(kept.output()).contains("not encrypted");
        byte[] bytes = Files.readAllBytes(plain);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(here.resolve("damaged.backup"), bytes);

        assertRefused(
                deploy("restore", "--from", damaged, "--settings", settings("untouched", here.resolve("fourth/ca"))),
                "is damaged");

        assertThat(here.resolve("fourth/ca")).doesNotExist();
        try (Stream<Path> left = Files.list(here.resolve("fourth"))) {
            assertThat(left).as("what was unpacked").isEmpty();
        }
        Command restored =
                deploy("restore", "--from", plain, "--settings", settings("untouched", here.resolve("fourth/ca")));
        assertThat(restored.status())
                .as("the whole one, afterwards: " + restored.output())
                .isZero();
        assertThat(restored.output()).contains(grantedAfterwards.isNew() ? "2 certificates" : "nothing else is right");
    }

    @Test
    void a_disk_that_is_full_is_what_is_told_and_leaves_no_file() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(here.resolve("small"), 1)) {
            disk.fillAllBut(4 * 4096);
            Path nowhere = here.resolve("no room.backup");

            assertRefused(
                    Command.run(
                            Map.of("TMPDIR", disk.folder().toString()),
                            Checkout.file("deploy/backup").toString(),
                            "--settings",
                            settings.toString(),
                            "--to",
                            nowhere.toString()),
                    "The disk of " + disk.folder() + "/padlock-backup-");
            assertRefused(
                    deploy(
                            "backup",
                            "--settings",
                            settings,
                            "--to",
                            disk.folder().resolve("full.backup")),
                    "The disk of " + disk.folder().resolve("full.backup") + " is full, and nothing is kept.");
            assertRefused(
                    deploy(
                            "backup",
                            "--settings",
                            settings,
                            "--to",
                            disk.folder().resolve("full.backup"),
                            "--passphrase-file",
                            passphrase),
                    "The disk of " + disk.folder().resolve("full.backup") + " is full, and nothing is kept.");

            assertThat(nowhere).doesNotExist();
            try (Stream<Path> left = Files.list(disk.folder())) {
                assertThat(left.filter(file -> file.getFileName().toString().contains("backup")))
                        .isEmpty();
            }

            disk.fill();
            postgres.create("roomless");
            assertRefused(
                    deploy(
                            "restore",
                            "--from",
                            backup,
                            "--settings",
                            settings("roomless", disk.folder().resolve("ca")),
                            "--passphrase-file",
                            passphrase),
                    "The disk of " + disk.folder() + " is full");
        }
    }

    /** As with compose, where PostgreSQL's programs are in its container: here they are where a shell leads. */
    @Test
    void postgresqls_programs_may_be_where_another_command_leads() throws Exception {
        Path there = Files.writeString(
                here.resolve("through"),
                "#!/bin/sh\nexport PGHOST=%s PGPORT=%d PGPASSWORD='%s' PGSSLMODE=verify-full PGSSLROOTCERT='%s'\nexec \"$@\"\n"
                        .formatted(DebianPostgres.HOST, postgres.port(), DebianPostgres.PASSWORD, postgres.root()));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwx------"));
        // As it is in the container: an address that is good there alone.
        postgres.create("through");
        Path elsewhere = Files.writeString(
                here.resolve("through.env"),
                Files.readString(settings("through", here.resolve("eighth/ca")))
                        .replaceFirst("postgresql://[^/]*/", "postgresql://database.invalid:5432/")
                        .replaceFirst("PADLOCK_DATABASE_ROOTS=.*\n", ""));
        Path source = Files.writeString(
                here.resolve("through source.env"),
                Files.readString(settings)
                        .replaceFirst("postgresql://[^/]*/", "postgresql://database.invalid:5432/")
                        .replaceFirst("PADLOCK_DATABASE_ROOTS=.*\n", ""));
        Path kept = here.resolve("through.backup");

        Command saved = deploy("backup", "--settings", source, "--to", kept, "--through", there);
        Command restored = deploy("restore", "--from", kept, "--settings", elsewhere, "--through", there);

        assertThat(saved.status()).as(saved.output()).isZero();
        assertThat(restored.status()).as(restored.output()).isZero();
        assertThat(restored.output()).contains("2 certificates");
        assertThat(here.resolve("eighth/ca/issuing.key")).exists();
    }

    @Test
    void a_database_or_an_authority_that_is_not_there_is_told_and_leaves_no_file() throws Exception {
        Path nowhere = here.resolve("none.backup");

        assertRefused(
                deploy("backup", "--settings", settings("no-such", here.resolve("first/ca")), "--to", nowhere),
                "The database could not be read");
        assertRefused(
                deploy("backup", "--settings", settings("padlock", here.resolve("no/ca")), "--to", nowhere),
                "There is no authority in");
        Path empty = Files.writeString(here.resolve("empty.env"), "PADLOCK_LOG_FORMAT=json\n");
        assertRefused(deploy("backup", "--settings", empty, "--to", nowhere), "names no database");

        assertThat(nowhere).doesNotExist();
        assertThat(here.resolve("none.backup.partial")).doesNotExist();
    }

    @Test
    void a_database_that_does_not_show_to_be_the_one_that_is_meant_is_told_nothing() throws Exception {
        Path another = new TestRoot(here.resolve("somebody else's")).file();
        String here127 = postgres.url("127.0.0.1", "padlock");
        try (Server mistrusting = launch("fifth", postgres.url("padlock"), another);
                Server elsewhere = launch("sixth", here127, postgres.root());
                Server inTheClear = launch("seventh", postgres.url("padlock"), here.resolve("no such file"))) {
            assertThat(mistrusting.awaitEnd()).isOne();
            assertThat(mistrusting.said())
                    .contains("can't start. PostgreSQL's certificate is not one that the roots in"
                            + " padlock.database.roots vouch for: unable to find valid certification path")
                    .doesNotContain("\tat ");
            assertThat(elsewhere.awaitEnd()).isOne();
            assertThat(elsewhere.said())
                    .contains("can't start. PostgreSQL's certificate is not for the host that"
                            + " quarkus.datasource.reactive.url names: No subject alternative names matching")
                    .doesNotContain("\tat ");
            assertThat(inTheClear.awaitEnd()).isOne();
            assertThat(inTheClear.said()).contains("padlock.database.roots is ", "no such file, which can't be read");
        }

        Path nowhere = here.resolve("none of it.backup");
        Path wrong = Files.writeString(
                here.resolve("wrong.env"),
                Files.readString(settings).replace(postgres.root().toString(), another.toString()));
        assertRefused(deploy("backup", "--settings", wrong, "--to", nowhere), "certificate verify failed");
        Path renamed = Files.writeString(
                here.resolve("renamed.env"), Files.readString(settings).replace(postgres.url("padlock"), here127));
        assertRefused(deploy("backup", "--settings", renamed, "--to", nowhere), "does not match host name");
        assertThat(nowhere).doesNotExist();
    }

    private static void assertRefused(Command command, String because) {
        assertThat(command.status()).as(command.output()).isEqualTo(1);
        assertThat(command.output()).contains(because).doesNotContain(DebianPostgres.PASSWORD);
    }

    private static Command deploy(String command, Object... words) throws Exception {
        return Command.run(Stream.concat(
                        Stream.of(Checkout.file("deploy/" + command).toString()),
                        Stream.of(words).map(Object::toString))
                .toArray(String[]::new));
    }

    private static Path settings(String database, Path authority) throws IOException {
        return Files.write(
                Files.createTempFile(here, database, ".env"),
                List.of(
                        "# As systemd and compose read it.",
                        "QUARKUS_DATASOURCE_REACTIVE_URL=" + postgres.url(database),
                        "QUARKUS_DATASOURCE_USERNAME=" + DebianPostgres.USER,
                        "QUARKUS_DATASOURCE_PASSWORD=\"" + DebianPostgres.PASSWORD + "\"",
                        "PADLOCK_DATABASE_ROOTS=" + postgres.root(),
                        "PADLOCK_AUTHORITY_FOLDER=" + authority));
    }

    private static Server server(String data, String database) throws Exception {
        Server server = launch(data, postgres.url(database), postgres.root());
        server.awaitReady();
        return server;
    }

    private static Server launch(String data, String url, Path roots) throws IOException {
        return Server.launch(
                here.resolve(data),
                Ports.free(),
                Ports.free(),
                Map.of("QUARKUS_DATASOURCE_PASSWORD", DebianPostgres.PASSWORD),
                "-Dquarkus.datasource.reactive.url=" + url,
                "-Dquarkus.datasource.username=" + DebianPostgres.USER,
                "-Dpadlock.database.roots=" + roots);
    }
}
