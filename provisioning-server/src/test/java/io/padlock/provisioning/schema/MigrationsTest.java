package io.padlock.provisioning.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.postgres.EmbeddedPostgres;
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
