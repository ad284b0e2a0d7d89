package io.padlock.provisioning.gathering;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The pool of all who speak to PostgreSQL. Its client has no limit for how long an answer, or the opening of a connection, may
 * take, and no place to put one: so each socket gets a {@link Silence} before anything is sent over it.
 */
@Singleton
final class WatchedPool implements PgPoolCreator {

    /** Longer than nearly all statements take; whoever waits for one has been told "later" soon after. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Pool create(Input input) {
        return create(input.vertx(), input.pgConnectOptionsList(), input.poolOptions(), PATIENCE);
    }

    static Pool create(Vertx vertx, List<PgConnectOptions> databases, PoolOptions options, Duration patience) {
        // Its timer is not stopped when there was no connection to be had, and throws up half a minute later. Nobody
        // needs it: what holds a connection, or tries to open one, is cut in time, and who waits was told "later".
        PoolOptions withoutTimer = new PoolOptions(options).setConnectionTimeout(0);
        return new WatchedDriver(patience).createPool(vertx, databases, withoutTimer);
    }

    private static final class WatchedDriver extends PgDriver {

        private final Duration patience;

        WatchedDriver(Duration patience) {
            this.patience = patience;
        }

        @Override
        public ConnectionFactory createConnectionFactory(
                Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> database) {
            return new WatchedFactory((VertxInternal) vertx, database, patience);
        }

        /** Whoever waits on a connection that is lost hears of it; beside that the client prints a stack trace, for nobody. */
        @Override
        public SqlConnectionInternal wrapConnection(
                ContextInternal context, ConnectionFactory factory, Connection connection) {
            SqlConnectionInternal wrapped = super.wrapConnection(context, factory, connection);
            wrapped.exceptionHandler(lost -> {});
            return wrapped;
        }
    }

    private static final class WatchedFactory extends PgConnectionFactory {

        private final Set<Silence> all = ConcurrentHashMap.newKeySet();
        private final Duration patience;

        WatchedFactory(
                VertxInternal vertx,
                Supplier<? extends Future<? extends SqlConnectOptions>> database,
                Duration patience) {
            super(vertx, database);
            this.patience = patience;
        }

        /** Of a dozen methods one is called. */
        @Override
        protected NetClient netClient(NetClientOptions options) {
            NetClient client = super.netClient(options);
            return (NetClient) Proxy.newProxyInstance(
                    NetClient.class.getClassLoader(), new Class<?>[] {NetClient.class}, (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(client, arguments);
                            return result instanceof Future<?> connected
                                            && method.getName().equals("connect")
                                    ? connected.map(this::watch)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        /** After PostgreSQL's codec, which is put into the pipeline in this same turn: commands are seen, not bytes. */
        private Object watch(Object connected) {
            NetSocketInternal socket = (NetSocketInternal) (NetSocket) connected;
            var channel = socket.channelHandlerContext().channel();
            channel.eventLoop().execute(() -> {
                if (channel.isActive()) {
                    channel.pipeline().addBefore("handler", "silence", new Silence(all, patience));
                }
            });
            return connected;
        }
    }
}
