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
 * <p>Where issuing failed, or succeeded, for longer than twice the lag, readiness may not say the contrary, three times in a
 * row, between one lag after that began and one lag before it ended. Whatever changes faster no probe can follow, and is not
 * judged by that; {@link #wasDown} and {@link #isUpBy} ask for what has to be said at a time that the test knows.
 */
public final class ReadinessWatch implements AutoCloseable {

    /** Until what happened is told, and as much for a probe that was sent just before something changed. */
    public static final Duration LAG = Duration.ofSeconds(2);

    /** So many untrue answers in a row: fewer are a machine that has too much to do. And fewer show nothing. */
    private static final int LASTING = 3;

    /** Of the ten that are asked for in a second; and readiness, when nothing answers, once in its patience. */
    private static final int FEWEST_CERTIFICATES_A_SECOND = 3;

    private static final Duration LEAST_OFTEN = Duration.ofSeconds(2);

    /** Who asked for a certificate has an answer by then: the server's deadline is 20 s. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(25);

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Nobody kills a server for one slow answer. */
    private static final Duration LIVENESS_PATIENCE = Duration.ofSeconds(5);
    /** A server that answers nothing must not fill the test's memory. */
    private static final int MOST_UNDER_WAY = 300;

    private record Said(Instant at, Instant answered, boolean yes) {}

    private enum Outcome {
        ISSUED,
        /** Issued in the end, and nobody can say whether it could have been when it was asked for. */
        SLOW,
        NOT_ISSUED
    }

    private record Probe(Instant at, Outcome outcome) {}

    private final Server server;
    private final Caller caller;
    private final Customer customer;
    private final Promises promises;
    private final Queue<Said> readiness = new ConcurrentLinkedQueue<>();
    private final Queue<Said> liveness = new ConcurrentLinkedQueue<>();
    private final Queue<Probe> issued = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Instant began = Instant.now();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);

    /** @param server one without a budget per database, since a key is certified every 100 ms */
    public ReadinessWatch(Server server, Promises promises) throws IOException {
        this.server = server;
        this.caller = new Caller(server.url());
        this.customer = Customer.knownTo(server);
        this.promises = promises;
        regularly(() -> readiness.add(asked("/q/health/ready", PATIENCE)));
        regularly(() -> liveness.add(asked("/q/health/live", LIVENESS_PATIENCE)));
        regularly(this::ask);
    }

    private void regularly(Runnable work) {
        threads.scheduleAtFixedRate(work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Said asked(String address, Duration patience) {
        Instant at = Instant.now();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.managementPort() + address))
                    .timeout(patience)
                    .build();
            boolean yes = http.send(request, BodyHandlers.discarding()).statusCode() == 200;
            return new Said(at, Instant.now(), yes);
        } catch (IOException noAnswer) {
            return new Said(at, Instant.now(), false);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return new Said(at, Instant.now(), false);
        }
    }

    private void ask() {
        if (underWay.get() < MOST_UNDER_WAY) {
            underWay.incrementAndGet();
            caller.v1Async(customer, Requests.good()).whenComplete((answer, broken) -> {
                underWay.decrementAndGet();
                if (answer != null) {
                    promises.heard(answer);
                    issued.add(new Probe(answer.asked(), outcome(answer)));
                }
            });
        }
    }

    private static Outcome outcome(Answer answer) {
        if (!answer.isCertificate()) {
            return Outcome.NOT_ISSUED;
        }
        return answer.took().compareTo(PATIENCE) < 0 ? Outcome.ISSUED : Outcome.SLOW;
    }

    /** Ends the watching, and waits for the last answers. */
    public void stop() throws Exception {
        Duration lasted = Duration.between(began, Instant.now());
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("The watch over readiness did not end.");
        }
        Await.until("an answer to all that was asked", LAST_ANSWERS, () -> underWay.get() == 0);
        isWellFilled("readiness", readiness, lasted.dividedBy(LEAST_OFTEN));
        isWellFilled("liveness", liveness, lasted.dividedBy(LEAST_OFTEN));
        isWellFilled("certificates", issued, lasted.toSeconds() * FEWEST_CERTIFICATES_A_SECOND);
    }

    /** @throws AssertionError where readiness said for a while the contrary of what boxes heard */
    public void toldTheTruth() {
        List<Probe> probes =
                issued.stream().sorted(Comparator.comparing(Probe::at)).toList();
        List<String> lies = new ArrayList<>();
        for (int first = 0, next; first < probes.size(); first = next) {
            next = first + 1;
            while (next < probes.size()
                    && probes.get(next).outcome() == probes.get(first).outcome()) {
                next++;
            }
            lies.addAll(lies(
                    probes.get(first).outcome(),
                    probes.get(first).at(),
                    probes.get(next - 1).at()));
        }
        if (!lies.isEmpty()) {
            throw new AssertionError(String.join("\n", lies));
        }
    }

    private static void isWellFilled(String what, Queue<?> answers, long fewest) {
        if (answers.size() < Math.max(fewest, LASTING)) {
            throw new AssertionError(
                    "Only " + answers.size() + " answers about " + what + " were heard, which shows nothing.");
        }
    }

    /**
     * One that was asked for and given between the two is enough: a machine that has too much to do gives no more in a second.
     *
     * @throws AssertionError unless there was one, and each of them was a no
     */
    public void wasDown(Instant from, Instant to) {
        List<Said> said = readiness.stream()
                .filter(one -> one.at().isAfter(from) && one.answered().isBefore(to))
                .toList();
        if (said.isEmpty() || said.stream().anyMatch(Said::yes)) {
            throw new AssertionError("Readiness had to be down from " + from + " to " + to + ", and said " + said);
        }
    }

    /** Waits for readiness to be up, and to stay so. @param since what was asked for before does not count */
    public void isUpBy(Instant since, Instant latest) throws InterruptedException {
        while (!isUpSince(since)) {
            if (Instant.now().isAfter(latest)) {
                throw new AssertionError("Readiness was not up again, though all was well from " + since + " on.");
            }
            TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
        }
    }

    private boolean isUpSince(Instant since) {
        List<Said> last = List.copyOf(readiness);
        last = last.subList(Math.max(0, last.size() - LASTING), last.size());
        return last.size() == LASTING
                && last.stream().allMatch(said -> said.yes() && said.at().isAfter(since));
    }

    private List<String> lies(Outcome truth, Instant from, Instant to) {
        List<Said> inARow = new ArrayList<>();
        for (Said said : readiness) {
            boolean isLie = truth == (said.yes() ? Outcome.NOT_ISSUED : Outcome.ISSUED)
                    && said.at().isAfter(from.plus(LAG))
                    && said.at().isBefore(to.minus(LAG));
            if (isLie) {
                inARow.add(said);
            } else if (inARow.size() < LASTING) {
                inARow.clear();
            }
        }
        return inARow.size() < LASTING
                ? List.of()
                : List.of("From " + inARow.get(0).at() + " to "
                        + inARow.get(inARow.size() - 1).at() + " readiness was "
                        + (inARow.get(0).yes() ? "up" : "down") + ", and from " + from + " to " + to
                        + " every certificate was " + truth + ".");
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

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
