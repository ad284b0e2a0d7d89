package io.padlock.provisioning.gathering;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The event loops on which statements are gathered: two, shared by all gatherings, so that what a request does between
 * its statements stays on one thread. More would make smaller statements, and one could not use a second core.
 */
@Singleton
public final class Loops {

    private static final int COUNT = 2;

    private final List<Context> contexts;
    private final AtomicInteger turn = new AtomicInteger();

    Loops(Vertx vertx) {
        contexts = IntStream.range(0, COUNT)
                .mapToObj(i -> (Context) ((VertxInternal) vertx).createEventLoopContext())
                .toList();
    }

    List<Context> contexts() {
        return contexts;
    }

    /** The loop that we are on; another one in turn for who comes from elsewhere. */
    int choose() {
        for (int i = 0; i < COUNT; i++) {
            if (loop(contexts.get(i)).inEventLoop()) {
                return i;
            }
        }
        return Math.floorMod(turn.getAndIncrement(), COUNT);
    }

    private static EventLoop loop(Context context) {
        return ((ContextInternal) context).nettyEventLoop();
    }
}
