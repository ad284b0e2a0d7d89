package io.padlock.provisioning.gathering;

import io.netty.channel.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/**
 * A connection for one statement, and an end to waiting. A cable that was pulled or a database that moved leaves
 * connections that are silent for a quarter of an hour, until TCP gives up; meanwhile a new one would be answered at once.
 * So who is silent too long is cut, and the pool makes another.
 */
@Singleton
public class Connections {

    /** Longer than any statement that is gathered ever takes; whoever waits for it has been told "later" by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;
    private final Duration patience;

    @Inject
    Connections(Pool pool) {
        this(pool, PATIENCE);
    }

    Connections(Pool pool, Duration patience) {
        this.pool = pool;
        this.patience = patience;
    }

    /** @return what the work returns; fails with an IOException when PostgreSQL was silent */
    public <T> Uni<T> with(Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection()
                .chain(connection -> work.apply(connection)
                        .ifNoItem()
                        .after(patience)
                        .failWith(() -> cut(connection))
                        .onTermination()
                        .call(() -> connection.close().onFailure().recoverWithNull()));
    }

    /**
     * Closing it in good order would wait for the answer that doesn't come, and so does closing the socket through Vert.x
     * and through Netty's handlers. Only beneath them all is it cut.
     */
    private IOException cut(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection.getDelegate()).unwrap();
        while (!(inner instanceof SocketConnectionBase) && inner != inner.unwrap()) {
            inner = inner.unwrap();
        }
        if (inner instanceof SocketConnectionBase withSocket) {
            Channel channel = withSocket.socket().channelHandlerContext().channel();
            channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
        }
        return new IOException("PostgreSQL did not answer for " + patience.toSeconds() + " s; the connection was cut.");
    }
}
