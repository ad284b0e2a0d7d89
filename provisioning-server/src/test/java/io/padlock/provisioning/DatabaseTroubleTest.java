package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.provisioning.schema.TestDatabase;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.sql.SQLException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real PostgreSQL says. */
class DatabaseTroubleTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void aDatabase() {
        database = TestDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void one_that_only_reads_since_a_failover_can_be_used_later() {
        assertThat(DatabaseTrouble.is(failure(
                        "set default_transaction_read_only = on",
                        "insert into compromised_key values ('\\x00', now())")))
                .isTrue();
    }

    @Test
    void a_statement_that_takes_too_long_can_be_tried_later() {
        assertThat(DatabaseTrouble.is(failure("set statement_timeout = 1", "select pg_sleep(5)")))
                .isTrue();
    }

    @Test
    void a_statement_that_is_wrong_is_our_mistake() {
        assertThat(DatabaseTrouble.is(failure("select 1", "select nonsense"))).isFalse();
        assertThat(DatabaseTrouble.is(failure("select 1", "select 1 / 0"))).isFalse();
    }

    /** Hibernate hides what PostgreSQL said, and keeps its state. */
    @Test
    void of_two_who_lock_each_other_out_the_one_that_was_given_up_can_try_later() {
        assertThat(DatabaseTrouble.is(new LockAcquisitionException(
                        "error executing SQL statement", new SQLException("deadlock detected", "40P01"))))
                .isTrue();
        assertThat(DatabaseTrouble.is(new ConstraintViolationException(
                        "error executing SQL statement",
                        new SQLException("duplicate key", "23505"),
                        "known_database_pkey")))
                .isFalse();
    }

    private static Throwable failure(String before, String statement) {
        SqlConnection connection = database.pool().getConnectionAndAwait();
        try {
            connection.query(before).executeAndAwait();
            return catchThrowable(() -> connection.query(statement).executeAndAwait());
        } finally {
            connection.query("reset all").executeAndAwait();
            connection.closeAndAwait();
        }
    }
}
