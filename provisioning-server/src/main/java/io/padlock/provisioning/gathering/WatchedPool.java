package io.padlock.provisioning.gathering;

import io.netty.channel.ChannelPipeline;
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
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private final Optional<DatabaseTls> tls;

    WatchedPool(DatabaseConfig config) {
        this.tls = config.roots().map(DatabaseTls::new);
    }

    @Override
    public Pool create(Input input) {
        return create(input.vertx(), input.pgConnectOptionsList(), input.poolOptions(), PATIENCE, tls);
    }

    static Pool create(
            Vertx vertx,
            List<PgConnectOptions> databases,
            PoolOptions options,
            Duration patience,
            Optional<DatabaseTls> tls) {
        tls.ifPresent(demanded -> databases.forEach(demanded::demand));
        // Its timer is not stopped when there was no connection to be had, and throws up half a minute later. Nobody
        // needs it: what holds a connection, or tries to open one, is cut in time, and who waits was told "later".
        PoolOptions withoutTimer = new PoolOptions(options).setConnectionTimeout(0);
        return new WatchedDriver(patience, tls).createPool(vertx, databases, withoutTimer);
    }

    private static final class WatchedDriver extends PgDriver {

        private final Duration patience;
        private final Optional<DatabaseTls> tls;

        WatchedDriver(Duration patience, Optional<DatabaseTls> tls) {
            this.patience = patience;
            this.tls = tls;
        }

        @Override
        public ConnectionFactory createConnectionFactory(
                Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> database) {
            return new WatchedFactory((VertxInternal) vertx, database, patience, tls);
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
        private final Optional<DatabaseTls> tls;

        WatchedFactory(
                VertxInternal vertx,
                Supplier<? extends Future<? extends SqlConnectOptions>> database,
                Duration patience,
                Optional<DatabaseTls> tls) {
            super(vertx, database);
            this.patience = patience;
            this.tls = tls;
        }

        /** All of it: the socket, TLS where it is wanted, the user's name and password. */
        @Override
        protected Future<Connection> doConnectInternal(SqlConnectOptions database, ContextInternal context) {
            return super.doConnectInternal(database, context)
                    .map(this::watchCommands)
                    .recover(failure -> context.failedFuture(
                            tls.map(demanded -> demanded.why(failure)).orElse(failure)));
        }

        /**
         * PostgreSQL's codec is put into the pipeline when TLS stands, so behind the watch of the opening, which has seen bytes
         * since and no answer. Another one takes over, behind the codec.
         */
        private Connection watchCommands(Connection open) {
            ChannelPipeline pipeline = ((SocketConnectionBase) open)
                    .socket()
                    .channelHandlerContext()
                    .channel()
                    .pipeline();
            Silence watch = pipeline.get(Silence.class);
            if (watch != null && watch.isOpening()) {
                pipeline.addBefore("handler", "silence of commands", Silence.ofOpen(all, patience));
                pipeline.remove(watch);
            }
            return open;
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

        /** Without TLS after PostgreSQL's codec, which is put into the pipeline in this same turn: commands are seen, not bytes. */
        private Object watch(Object connected) {
            NetSocketInternal socket = (NetSocketInternal) (NetSocket) connected;
            var channel = socket.channelHandlerContext().channel();
            channel.eventLoop().execute(() -> {
                if (channel.isActive()) {
                    channel.pipeline().addBefore("handler", "silence", Silence.ofOpening(all, patience));
                }
            });
            return connected;
        }
    }
}
