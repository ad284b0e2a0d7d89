package io.padlock.provisioning.gathering;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A connection for one statement. */
@Singleton
public class Connections {

    private final Pool pool;

    Connections(Pool pool) {
        this.pool = pool;
    }

    /** @return what the work returns; fails with a ClosedConnectionException when PostgreSQL was silent */
    public <T> Uni<T> with(Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection()
                .chain(connection -> work.apply(connection)
                        .onTermination()
                        .call(() -> connection.close().onFailure().recoverWithNull()));
    }

    /** For work whose statements may be silent for longer than others, until it ends. */
    public static <T> Uni<T> patiently(SqlConnection connection, Duration patience, Uni<T> work) {
        Optional<Silence> silence = silenceOf(connection);
        return Uni.createFrom()
                .deferred(() -> {
                    silence.ifPresent(watch -> watch.allow(patience));
                    return work;
                })
                .onTermination()
                .invoke(() -> silence.ifPresent(Silence::allowAsUsual));
    }

    private static Optional<Silence> silenceOf(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection.getDelegate()).unwrap();
        while (!(inner instanceof SocketConnectionBase) && inner != inner.unwrap()) {
            inner = inner.unwrap();
        }
        return inner instanceof SocketConnectionBase withSocket
                ? Optional.ofNullable(
                        withSocket.socket().channelHandlerContext().pipeline().get(Silence.class))
                : Optional.empty();
    }
}
