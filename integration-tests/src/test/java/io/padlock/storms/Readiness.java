package io.padlock.storms;

import io.padlock.running.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What readiness says while boxes storm in, however long that takes on a machine that they share. */
final class Readiness {

    private record Said(int status, Duration took) {}

    private final Queue<Said> said = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean ended;

    private Readiness(Server server) {
        thread = new Thread(() -> ask(server), "readiness");
    }

    static Readiness watched(Server server) {
        Readiness readiness = new Readiness(server);
        readiness.thread.start();
        return readiness;
    }

    private void ask(Server server) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.managementPort() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            while (!ended) {
                long begun = System.nanoTime();
                int status = status(http, request);
                said.add(new Said(status, Duration.ofNanos(System.nanoTime() - begun)));
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int status(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    void stop() throws InterruptedException {
        ended = true;
        thread.join(TimeUnit.SECONDS.toMillis(90));
    }

    /** @return statuses of HTTP; 0 for no answer */
    List<Integer> said() {
        return said.stream().map(Said::status).toList();
    }

    @Override
    public String toString() {
        return "Readiness was asked " + said.size() + " times, said "
                + said.stream().filter(one -> one.status() == 200).count() + " times yes, and answered within "
                + said.stream()
                        .map(Said::took)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO)
                        .toMillis() + " ms.";
    }
}
