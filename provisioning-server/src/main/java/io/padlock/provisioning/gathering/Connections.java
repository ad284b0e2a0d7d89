package io.padlock.provisioning.gathering;

import io.netty.channel.Channel;
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

    /** Those that are cut are cut together, and in the next moment the pool knows it. */
    private static final int OTHERS = 3;

    private final Pool pool;

    Connections(Pool pool) {
        this.pool = pool;
    }

    /**
     * Who is given a connection in the very moment in which it is cut can send nothing over it, and is given another.
     *
     * @param work may be asked again where nothing of it has been sent
     * @return what the work returns; fails with a ClosedConnectionException when PostgreSQL was silent
     */
    public <T> Uni<T> with(Function<SqlConnection, Uni<T>> work) {
        return with(work, OTHERS);
    }

    private <T> Uni<T> with(Function<SqlConnection, Uni<T>> work, int others) {
        return pool.getConnection().chain(connection -> {
            Borrowed borrowed = Borrowed.now(channelOf(connection));
            return work.apply(connection)
                    .onTermination()
                    .call(() -> connection.close().onFailure().recoverWithNull())
                    .onFailure(failure -> others > 0 && borrowed.wasOfNoUse())
                    .recoverWithUni(() -> borrowed.untilThePoolKnows().chain(() -> with(work, others - 1)));
        });
    }

    /** A connection, and how many commands it had taken when it was borrowed. */
    private record Borrowed(Optional<Channel> channel, Optional<Silence> watch, long takenBefore) {

        static Borrowed now(Optional<Channel> channel) {
            Optional<Silence> watch = channel.map(open -> open.pipeline().get(Silence.class));
            return new Borrowed(channel, watch, watch.map(Silence::taken).orElse(0L));
        }

        /** It is closed, and was so before anything was sent; without its watch it was closed when it was borrowed. */
        boolean wasOfNoUse() {
            return channel.isPresent()
                    && !channel.get().isActive()
                    && watch.map(Silence::taken).orElse(0L) == takenBefore;
        }

        /** It is told on the connection's event loop, where that waits already; until then it would give out the same again. */
        Uni<Void> untilThePoolKnows() {
            return Uni.createFrom().voidItem().emitOn(channel.orElseThrow().eventLoop());
        }
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

    static Optional<Silence> silenceOf(SqlConnection connection) {
        return channelOf(connection).map(channel -> channel.pipeline().get(Silence.class));
    }

    private static Optional<Channel> channelOf(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection.getDelegate()).unwrap();
        while (!(inner instanceof SocketConnectionBase) && inner != inner.unwrap()) {
            inner = inner.unwrap();
        }
        return inner instanceof SocketConnectionBase withSocket
                ? Optional.of(withSocket.socket().channelHandlerContext().channel())
                : Optional.empty();
    }
}
