package io.padlock.provisioning;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Set;

/** Tells a PostgreSQL that can't be reached or can't work now from a mistake of our own. */
final class DatabaseTrouble {

    /**
     * SQLSTATE classes (PostgreSQL manual, appendix A): connection, transaction rolled back, resources (a full disk among
     * them), operator intervention, system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private DatabaseTrouble() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException said) {
                return said.getSqlState() != null
                        && PASSING.contains(said.getSqlState().substring(0, 2));
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
}
