package io.padlock.provisioning;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a PostgreSQL that can't be reached or can't work now from a mistake of our own. */
final class DatabaseTrouble {

    /**
     * SQLSTATE classes (PostgreSQL manual, appendix A): connection, transaction rolled back, resources (a full disk among
     * them), operator intervention, system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    /** After a failover we may be connected to a replica, which only reads, until the address points to the new primary. */
    private static final String READ_ONLY = "25006";

    private DatabaseTrouble() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException said) {
                return isPassing(said.getSqlState());
            }
            // What Hibernate makes of it.
            if (cause instanceof SQLException said) {
                return isPassing(said.getSQLState());
            }
            // A refused or cut connection; the pool's own "Timeout" when none came free.
            if (cause instanceof IOException
                    || cause instanceof ClosedConnectionException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(String state) {
        return state != null && (PASSING.contains(state.substring(0, 2)) || state.equals(READ_ONLY));
    }
}
