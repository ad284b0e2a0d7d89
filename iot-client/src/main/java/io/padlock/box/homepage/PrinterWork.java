package io.padlock.box.homepage;

import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.printers.Refused;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks at printers, a few at a time and beside everything else: one that hangs keeps nobody waiting but who looks at printers,
 * and not many of those.
 */
@ApplicationScoped
class PrinterWork {

    private static final Logger LOG = Logger.getLogger(PrinterWork.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 8;

    private final Vertx vertx;
    private final AtomicInteger there = new AtomicInteger();
    private volatile WorkerExecutor workers;

    PrinterWork(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> void then(RoutingContext request, Callable<T> work, Consumer<T> then, Otherwise otherwise) {
        if (there.incrementAndGet() > AT_ONCE + WAITING) {
            there.decrementAndGet();
            otherwise.tell(request, 503, Phrase.of("printer-busy"));
            return;
        }
        workers()
                .executeBlocking(work, false)
                .onComplete(done -> there.decrementAndGet())
                .onSuccess(result -> orFail(request, () -> then.accept(result)))
                .onFailure(failure -> orFail(request, () -> tell(request, failure, otherwise)));
    }

    private synchronized WorkerExecutor workers() {
        if (workers == null) {
            workers = vertx.createSharedWorkerExecutor("printers", AT_ONCE);
        }
        return workers;
    }

    private static void orFail(RoutingContext request, Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private static void tell(RoutingContext request, Throwable failure, Otherwise otherwise) {
        if (failure instanceof Refused refused) {
            otherwise.tell(request, status(refused), refused.why());
        } else if (failure instanceof IOException e) {
            LOG.warnf("What is kept for printers can't be read or written: %s", failure);
            otherwise.tell(request, 500, Phrase.of("printer-kept", DiskTrouble.inWords(e)));
        } else {
            request.fail(failure);
        }
    }

    static int status(Refused refused) {
        return switch (refused.kind()) {
            case NOT_UNDERSTOOD -> 400;
            case PUBLIC_ADDRESS, PUBLIC_NETWORK -> 403;
            case NOTHING -> 404;
            case ONCE, CHANGED, ENDED, CLOCK -> 409;
            case NOT_REACHED -> 502;
        };
    }
}
