package io.padlock.running;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Spreads connections over replicas as a Kubernetes Service does: a new one goes to a replica that said that it is ready
 * when it was last asked; one that is open stays where it is, whatever readiness says.
 */
public final class LoadBalancer implements AutoCloseable {

    /** Where a replica is, whichever process is it just now. */
    public record Replica(String host, int port, int managementPort) {

        public Replica(int port, int managementPort) {
            this("127.0.0.1", port, managementPort);
        }
    }

    private final List<Replica> replicas;
    private final Duration period;
    private final ServerSocket ear;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final HttpClient prober =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private volatile List<Replica> ready = List.of();
    private volatile boolean closed;

    public LoadBalancer(List<Replica> replicas, Duration period) throws IOException {
        this.replicas = replicas;
        this.period = period;
        this.ear = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        inBackground(this::probe);
        inBackground(this::listen);
    }

    public int port() {
        return ear.getLocalPort();
    }

    public boolean allAreReady() {
        return ready.size() == replicas.size();
    }

    public boolean sends(Replica replica) {
        return ready.contains(replica);
    }

    private void probe() throws InterruptedException {
        while (!closed) {
            ready = replicas.stream().filter(this::isReady).toList();
            TimeUnit.MILLISECONDS.sleep(period.toMillis());
        }
    }

    private boolean isReady(Replica replica) {
        try {
            return prober.send(
                                    HttpRequest.newBuilder(URI.create("http://" + replica.host() + ":"
                                                    + replica.managementPort() + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void listen() throws IOException {
        while (!closed) {
            Socket near = ear.accept();
            List<Replica> now = ready;
            if (now.isEmpty()) {
                reset(near);
                continue;
            }
            Replica chosen = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            try {
                Socket far = new Socket(chosen.host(), chosen.port());
                open.add(near);
                open.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                inBackground(() -> pass(near, far));
                inBackground(() -> pass(far, near));
            } catch (IOException refused) {
                reset(near);
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            byte[] some = new byte[16384];
            for (int read; (read = in.read(some)) >= 0; ) {
                to.getOutputStream().write(some, 0, read);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close(from);
                close(to);
            }
        } catch (IOException cut) {
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // Then there is nothing to reset.
        }
        close(socket);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // What was wanted.
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The test has ended.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "load balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        ear.close();
        open.forEach(this::reset);
    }
}
