package io.padlock.provisioning.stock;

import io.padlock.provisioning.Refusal.Overloaded;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.issuance.FreshKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keys that take too long to be made while a box waits. One thread makes them, one after the other, until so many are
 * ready; who comes when there is none waits in line for the next. They are in memory only, and gone with the server.
 */
final class MadeAhead implements StockKeys {

    /** Many more than can be served within the few seconds that a stock box waits. */
    private static final int MOST_WAITING = 1000;

    private static final Logger LOG = Logger.getLogger(MadeAhead.class);

    private final Supplier<FreshKey> maker;
    private final int ahead;
    private final Queue<FreshKey> ready = new ArrayDeque<>();
    private final Set<UniEmitter<? super FreshKey>> waiting = new LinkedHashSet<>();
    private final Thread thread;

    private MadeAhead(Supplier<FreshKey> maker, int ahead) {
        this.maker = maker;
        this.ahead = ahead;
        this.thread = new Thread(this::makeKeys, "stock-keys");
    }

    static MadeAhead start(Supplier<FreshKey> maker, int ahead) {
        MadeAhead keys = new MadeAhead(maker, ahead);
        keys.thread.setDaemon(true);
        // Linux ignores it unless the JVM is told otherwise; that there is one such thread is what counts.
        keys.thread.setPriority(Thread.MIN_PRIORITY);
        keys.thread.start();
        return keys;
    }

    @Override
    public Uni<FreshKey> next(Duration limit) {
        return Uni.createFrom()
                .<FreshKey>emitter(this::serve)
                .ifNoItem()
                .after(limit)
                .failWith(() -> new Refused(new TryLater("No key was ready in time.")))
                .emitOn(theCallersContext());
    }

    /** The hop back from the thread that makes keys, or from the timer. */
    private static Executor theCallersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    private void serve(UniEmitter<? super FreshKey> asker) {
        asker.onTermination(() -> leave(asker));
        FreshKey key = readyOrWait(asker);
        if (key != null) {
            asker.complete(key);
        }
    }

    private synchronized FreshKey readyOrWait(UniEmitter<? super FreshKey> asker) {
        FreshKey key = ready.poll();
        if (key == null) {
            if (waiting.size() >= MOST_WAITING) {
                throw new Refused(new Overloaded());
            }
            waiting.add(asker);
        }
        notifyAll();
        return key;
    }

    private synchronized void leave(UniEmitter<? super FreshKey> asker) {
        waiting.remove(asker);
    }

    @Override
    public void giveBack(FreshKey key) {
        handOut(key);
    }

    private void handOut(FreshKey key) {
        UniEmitter<? super FreshKey> first = firstInLineOrKeep(key);
        if (first != null) {
            first.complete(key);
        }
    }

    private synchronized UniEmitter<? super FreshKey> firstInLineOrKeep(FreshKey key) {
        Iterator<UniEmitter<? super FreshKey>> line = waiting.iterator();
        if (line.hasNext()) {
            UniEmitter<? super FreshKey> first = line.next();
            line.remove();
            return first;
        }
        ready.add(key);
        return null;
    }

    private void makeKeys() {
        try {
            while (true) {
                awaitNeed();
                makeOne();
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private void makeOne() throws InterruptedException {
        try {
            handOut(maker.get());
        } catch (RuntimeException e) {
            LOG.error("No key could be made for a stock box. The next one is tried in a second.", e);
            Thread.sleep(1000);
        }
    }

    private synchronized void awaitNeed() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (ready.size() >= ahead && waiting.isEmpty()) {
            wait();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            ready.clear();
        }
    }
}
