package io.padlock.running;

import io.padlock.testing.requests.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Boxes that keep asking: each by both doors in turn, with a pause; by Padlock's own with one key until that has its
 * certificate, then with the next. All they hear is told to the promises.
 */
public final class Fleet implements AutoCloseable {

    private final Promises promises;
    private final Duration pause;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    private Fleet(Promises promises, Duration pause) {
        this.promises = promises;
        this.pause = pause;
    }

    /** @param customers one box each; name one twice for two boxes */
    public static Fleet of(String url, List<Customer> customers, Duration pause, Promises promises) {
        Fleet fleet = new Fleet(promises, pause);
        Caller caller = new Caller(url);
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            boolean stockFirst = i % 2 == 0;
            fleet.threads.submit(() -> fleet.live(caller, customer, stockFirst));
        }
        return fleet;
    }

    private void live(Caller caller, Customer customer, boolean stockFirst) {
        try {
            String request = Requests.good();
            if (stockFirst) {
                promises.heard(caller.stock(customer));
            }
            while (!ended) {
                if (promises.heard(caller.v1(customer, request)).isCertificate()) {
                    request = Requests.good();
                }
                promises.heard(caller.stock(customer));
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            broken.add(e);
        }
    }

    /** Who still waits for an answer gets it. */
    public void stop() throws InterruptedException {
        ended = true;
        threads.shutdown();
        if (!threads.awaitTermination(90, TimeUnit.SECONDS)) {
            throw new AssertionError("A box got no answer.");
        }
        if (!broken.isEmpty()) {
            throw new AssertionError("A box heard what the contract does not have.", broken.peek());
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
