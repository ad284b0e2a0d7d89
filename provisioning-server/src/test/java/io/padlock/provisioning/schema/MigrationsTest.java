package io.padlock.provisioning.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static Vertx vertx;
    private static Pool pool;

    @BeforeAll
    static void a_postgresql() {
        PreparedPostgres.into(folder);
        postgres = EmbeddedPostgres.start(folder, sentence -> {});
        vertx = Vertx.vertx();
        pool = connect();
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        postgres.close();
    }

    @BeforeEach
    void an_empty_database() {
        run("drop schema public cascade");
        run("create schema public");
    }

    @Test
    void an_empty_database_gets_every_migration_once_in_their_order() {
        new Migrations(pool).onStart(null);

        assertThat(versions())
                .isEqualTo(Migration.ALL.stream().map(Migration::version).toList());
    }

    @Test
    void a_second_start_changes_nothing() {
        new Migrations(pool).onStart(null);
        List<Integer> before = versions();

        new Migrations(pool).onStart(null);

        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void ten_replicas_that_start_at_once_on_an_empty_database_migrate_it_once() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(10);
        List<Callable<Void>> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            starts.add(() -> {
                Pool own = connect();
                new Migrations(own).onStart(null);
                own.closeAndAwait();
                return null;
            });
        }

        for (Future<Void> start : replicas.invokeAll(starts)) {
            start.get();
        }
        replicas.shutdown();

        assertThat(versions())
                .isEqualTo(Migration.ALL.stream().map(Migration::version).toList());
    }

    @Test
    void an_older_server_starts_on_a_newer_database_and_leaves_it_alone() {
        new Migrations(pool).onStart(null);
        run("insert into schema_version (version, name) values (999, 'of_a_newer_server')");

        new Migrations(pool).onStart(null);

        assertThat(versions()).contains(999);
    }

    @Test
    void certificates_of_the_version_before_are_numbered_and_it_goes_on_recording_beside_the_new_one() {
        run("create table schema_version"
                + " (version int primary key, name text not null, applied_at timestamptz not null default now())");
        run(Migration.ALL.get(0).sql());
        run("insert into schema_version (version, name) values (1, 'databases_zones_certificates')");
        recordAsTheVersionBeforeDoes("01", "aa", "2026-01-01");
        recordAsTheVersionBeforeDoes("03", "aa", "2026-03-01");
        recordAsTheVersionBeforeDoes("02", "aa", "2026-02-01");
        recordAsTheVersionBeforeDoes("04", "bb", "2026-01-01");

        new Migrations(pool).onStart(null);
        recordAsTheVersionBeforeDoes("05", "aa", "2026-04-01");

        List<String> numbered = new ArrayList<>();
        pool.query("select right(serial, 2) || ' ' || generation from certificate order by serial")
                .executeAndAwait()
                .forEach(row -> numbered.add(row.getString(0)));
        assertThat(numbered).containsExactly("01 1", "02 2", "03 3", "04 1", "05 4");
    }

    private static void recordAsTheVersionBeforeDoes(String serial, String key, String issuedAt) {
        run("""
                insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, not_before, not_after,
                                         issued_at, der)
                values (lpad('%s', 32, '0'), '5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11', 'd73e7513', 'V1', 'CN=Issuer',
                        '\\x%s', '%s', '%s', '%s', '\\x30')""".formatted(serial, key, issuedAt, issuedAt, issuedAt));
    }

    private static Pool connect() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password());
        return Pool.pool(vertx, options, new PoolOptions().setMaxSize(2));
    }

    private static void run(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private static List<Integer> versions() {
        List<Integer> versions = new ArrayList<>();
        pool.query("select version from schema_version order by version")
                .executeAndAwait()
                .forEach(row -> versions.add(row.getInteger(0)));
        return versions;
    }
}
