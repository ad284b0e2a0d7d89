package io.padlock.box.disk;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/** What the box's disk has to take at the start, or as soon as it takes anything: a disk that was full then may have room tomorrow. */
@ApplicationScoped
public class SoonerOrLater {

    private static final Logger LOG = Logger.getLogger(SoonerOrLater.class);
    private static final long AGAIN_MS = 20_000;

    private final Vertx vertx;

    SoonerOrLater(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Something that writes. */
    public interface Work {
        void run() throws IOException;
    }

    /** @param untilThen what is the matter while it is not done, for the log */
    public void run(Work work, String untilThen) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warnf("%s: %s It is tried again until it can be.", untilThen, DiskTrouble.inWords(e));
            later(work);
        }
    }

    private void later(Work work) {
        vertx.setTimer(
                AGAIN_MS,
                fired -> vertx.executeBlocking(() -> {
                            work.run();
                            return null;
                        })
                        .onFailure(again -> later(work)));
    }
}
