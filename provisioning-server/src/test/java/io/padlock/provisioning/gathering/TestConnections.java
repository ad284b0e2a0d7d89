package io.padlock.provisioning.gathering;

import io.vertx.mutiny.sqlclient.Pool;

/** Of a pool that a test made. */
public final class TestConnections {

    private TestConnections() {}

    public static Connections of(Pool pool) {
        return new Connections(pool);
    }
}
