package io.padlock.running;

import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether readiness told the truth. It is asked every 100 ms, as a load balancer would: who does not answer within a second is
 * not ready. At the same time real certificates are asked for, with a new key each: what these hear is the truth.
 *
 * <p>Where issuing failed, or succeeded, for longer than twice the lag, readiness must have said so between one lag after it
 * began and one lag before it ended. Whatever changes faster than that no probe can follow, and is not judged.
 */
public final class ReadinessWatch implements AutoCloseable {

    /** Until what happened is told, and as much for a probe that was sent just before something changed. */
    public static final Duration LAG = Duration.ofSeconds(2);

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(1);
    /** A server that answers nothing must not fill the test's memory. */
    private static final int MOST_UNDER_WAY = 300;

    private record Said(Instant at, boolean yes) {}

    private final Server server;
    private final Caller caller;
    private final Customer customer;
    private final Promises promises;
    private final Queue<Said> readiness = new ConcurrentLinkedQueue<>();
    private final Queue<Said> liveness = new ConcurrentLinkedQueue<>();
    private final Queue<Said> issued = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE_PATIENCE).build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);

    /** @param server one without a budget per database, since a key is certified every 100 ms */
    public ReadinessWatch(Server server, Promises promises) throws IOException {
        this.server = server;
        this.caller = new Caller(server.url());
        this.customer = Customer.knownTo(server);
        this.promises = promises;
        regularly(() -> readiness.add(asked("/q/health/ready")));
        regularly(() -> liveness.add(asked("/q/health/live")));
        regularly(this::ask);
    }

    private void regularly(Runnable work) {
        threads.scheduleAtFixedRate(work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Said asked(String address) {
        Instant at = Instant.now();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.managementPort() + address))
                    .timeout(PROBE_PATIENCE)
                    .build();
            return new Said(at, http.send(request, BodyHandlers.discarding()).statusCode() == 200);
        } catch (IOException noAnswer) {
            return new Said(at, false);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return new Said(at, false);
        }
    }

    private void ask() {
        if (underWay.get() < MOST_UNDER_WAY) {
            underWay.incrementAndGet();
            caller.v1Async(customer, Requests.good()).whenComplete((answer, broken) -> {
                underWay.decrementAndGet();
                if (answer != null) {
                    promises.heard(answer);
                    issued.add(new Said(answer.asked(), answer.isCertificate()));
                }
            });
        }
    }

    /** When the last certificate was issued before, and the first after, the moment. */
    public Instant firstSuccessAfter(Instant moment) {
        return issued.stream()
                .filter(Said::yes)
                .map(Said::at)
                .filter(at -> at.isAfter(moment))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("Nothing was issued after " + moment + "."));
    }

    /** Ends the watching. */
    public void toldTheTruth() throws InterruptedException {
        stop();
        List<Said> truths = inOrder(issued);
        List<Said> words = inOrder(readiness);
        List<String> lies = new ArrayList<>();
        for (int first = 0, next; first < truths.size(); first = next) {
            boolean couldIssue = truths.get(first).yes();
            next = first;
            while (next < truths.size() && truths.get(next).yes() == couldIssue) {
                next++;
            }
            Instant from = truths.get(first).at().plus(LAG);
            Instant to = truths.get(next - 1).at().minus(LAG);
            words.stream()
                    .filter(word -> word.yes() != couldIssue
                            && word.at().isAfter(from)
                            && word.at().isBefore(to))
                    .forEach(word -> lies.add("At " + word.at() + " readiness was " + (word.yes() ? "up" : "down")
                            + ", and certificates were " + (couldIssue ? "" : "not ") + "issued from " + from.minus(LAG)
                            + " to " + to.plus(LAG) + "."));
        }
        if (!lies.isEmpty()) {
            throw new AssertionError(lies.size() + " of " + words.size() + " answers of readiness were untrue. "
                    + String.join("\n", lies.subList(0, Math.min(5, lies.size()))));
        }
    }

    /** For faults of which a restart would not be the cure. */
    public void aliveAllTheTime() {
        if (!liveness.stream().allMatch(Said::yes)) {
            throw new AssertionError("Liveness was down at "
                    + liveness.stream()
                            .filter(said -> !said.yes())
                            .map(Said::at)
                            .toList());
        }
    }

    private static List<Said> inOrder(Queue<Said> said) {
        return said.stream().sorted(Comparator.comparing(Said::at)).toList();
    }

    private void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("The watch over readiness did not end.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
