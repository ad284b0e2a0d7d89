package io.padlock.provisioning.gathering;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.sqlclient.impl.command.CloseConnectionCommand;
import io.vertx.sqlclient.impl.command.CommandBase;
import io.vertx.sqlclient.impl.command.CommandResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Watches one connection to PostgreSQL, and cuts it when nothing came for too long though something is awaited. A cable that
 * was pulled or a database that moved leaves connections that are silent for a quarter of an hour, until TCP gives up;
 * meanwhile a new one would be answered at once.
 *
 * <pre>
 * opening --first answer--> idle --command--> waiting --answer to all--> idle
 *    |                        |                  |
 *    +--silent----------------+--suspected-------+--silent--> cut
 * </pre>
 *
 * On the connection's event loop, all of it.
 */
final class Silence extends ChannelDuplexHandler {

    /** PostgreSQL opens one in milliseconds; until it is there it takes a place in the pool. */
    private static final Duration OPENING = Duration.ofSeconds(3);

    /** It has nothing to answer to a farewell but the end. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Set<Silence> all;
    private final Duration usual;
    private ChannelHandlerContext context;
    private Future<?> looks;
    private Duration patience;
    private boolean isOpening;
    private int underWay;
    private volatile long taken;
    private long since;

    private Silence(Set<Silence> all, Duration usual, boolean isOpening) {
        this.all = all;
        this.usual = usual;
        this.isOpening = isOpening;
        this.patience = isOpening ? OPENING : usual;
    }

    /** @param all that are open, itself as long as it is */
    static Silence ofOpening(Set<Silence> all, Duration usual) {
        return new Silence(all, usual, true);
    }

    /** Of a connection whose opening was watched by another. */
    static Silence ofOpen(Set<Silence> all, Duration usual) {
        return new Silence(all, usual, false);
    }

    boolean isOpening() {
        return isOpening;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        since = System.nanoTime();
        all.add(this);
        looks = added.executor()
                .scheduleAtFixedRate(
                        this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        looks.cancel(false);
        all.remove(this);
    }

    @Override
    public void write(ChannelHandlerContext unused, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof CommandBase) {
            if (underWay == 0) {
                since = System.nanoTime();
            }
            underWay++;
            if (unused.channel().isActive()) {
                taken++;
            }
        }
        if (message instanceof CloseConnectionCommand) {
            patience = FAREWELL;
        }
        super.write(unused, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) throws Exception {
        if (message instanceof CommandResponse) {
            if (isOpening) {
                isOpening = false;
                underWay = 0;
                patience = usual;
            } else {
                underWay--;
            }
        }
        super.channelRead(unused, message);
    }

    /** A long answer comes in pieces; who is still sending is not silent. */
    @Override
    public void channelReadComplete(ChannelHandlerContext unused) throws Exception {
        since = System.nanoTime();
        super.channelReadComplete(unused);
    }

    /** How many commands may have reached PostgreSQL. From any thread. */
    long taken() {
        return taken;
    }

    /** From any thread. @param next for what is sent from now on */
    void allow(Duration next) {
        context.executor().execute(() -> patience = next);
    }

    void allowAsUsual() {
        allow(usual);
    }

    private void look() {
        if ((isOpening || underWay > 0) && System.nanoTime() - since > patience.toNanos()) {
            long silentSince = since;
            cut();
            // Those that wait in the pool are likely to be what this one was, and would be found out one by one.
            all.forEach(other -> other.context.executor().execute(() -> other.suspect(silentSince)));
        }
    }

    /** @param silentSince of another, beside which this one was idle already */
    void suspect(long silentSince) {
        if (!isOpening && underWay == 0 && since - silentSince < 0) {
            cut();
        }
    }

    /**
     * Closing it in good order would wait for the answer that doesn't come, and so does closing the socket through Vert.x
     * and through Netty's handlers. Only beneath them all is it cut.
     */
    private void cut() {
        looks.cancel(false);
        all.remove(this);
        context.channel().unsafe().close(context.channel().voidPromise());
    }
}
