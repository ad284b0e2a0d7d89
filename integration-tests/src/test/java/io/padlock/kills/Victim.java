package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Database;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.testing.wire.PostgresFraming;
import io.padlock.testing.wire.PostgresTalk;
import io.padlock.testing.wire.PostgresTalk.Passing;
import io.padlock.testing.wire.Wire;
import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A server between two wires, killed at a moment and started again on the same folder. */
final class Victim implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path data;
    private final Database database;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Wire http;
    private final Wire postgres;
    private final PostgresTalk talk = new PostgresTalk();
    private final AtomicReference<Moment> moment = new AtomicReference<>();
    private volatile boolean hasArrived;
    private volatile boolean isDying;
    private volatile long audited;
    private Server server;

    Victim(Path data, Database database) throws IOException {
        this.data = data;
        this.database = database;
        this.http = new Wire(port);
        this.postgres = new Wire(database.port());
        http.watch(this::toTheServer);
        postgres.watch(new PostgresFraming(), this::toPostgres);
    }

    int port() {
        return http.port();
    }

    Path data() {
        return data;
    }

    Server server() {
        return server;
    }

    void start() throws Exception {
        isDying = false;
        server = Server.launch(data, port, managementPort, Map.of(), database.settings(postgres.port()));
        server.awaitReady();
    }

    /** The next issuance gets no further than this moment. */
    void killAt(Moment next) throws IOException {
        audited = certificatesInTheAudit();
        hasArrived = false;
        moment.set(next);
    }

    /** All that is said is listened to: statements are prepared once, and have numbers from then on. */
    private Fate toPostgres(long connection, Direction direction, byte[] bytes) {
        Optional<Passing> passing = talk.about(connection, direction, bytes);
        if (isDying) {
            return Fate.CUT_BEFORE;
        }
        Moment next = moment.get();
        return next != null && hasArrived && passing.filter(next::is).isPresent() ? kill(next) : Fate.PASS;
    }

    private Fate toTheServer(long connection, Direction direction, byte[] bytes) {
        hasArrived = true;
        Moment next = moment.get();
        boolean now = direction == Direction.THERE
                ? next == Moment.WHEN_THE_REQUEST_ARRIVED
                : next != null && isTheAnswer(next);
        return now ? kill(next) : Fate.PASS;
    }

    private boolean isTheAnswer(Moment next) {
        if (next == Moment.WHEN_THE_AUDIT_HAS_IT) {
            awaitTheNextInTheAudit();
            return true;
        }
        return next == Moment.BEFORE_THE_ANSWER_PASSES || next == Moment.AFTER_THE_ANSWER_PASSED;
    }

    /**
     * Before: what is on the wire is lost with the server. After: it has passed, or is about to, when the server dies. It says
     * no more to PostgreSQL then, and hears no more, though it dies some milliseconds later.
     */
    private Fate kill(Moment now) {
        if (!moment.compareAndSet(now, null)) {
            return Fate.PASS;
        }
        isDying = true;
        if (now.before) {
            kill();
            return Fate.CUT_BEFORE;
        }
        CompletableFuture.runAsync(this::kill);
        return Fate.PASS;
    }

    void die() {
        moment.set(null);
        kill();
    }

    private void kill() {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitDeath() throws Exception {
        Await.until("the moment to be killed", PATIENCE, () -> !server.isAlive());
    }

    /** With all that a start on what was left behind has to mend. */
    void startAgain() throws Exception {
        server.close();
        start();
        Command verified = Server.command("audit", "verify", folder());
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(unfinished()).isEmpty();
    }

    private String folder() {
        return data.resolve("audit").toString();
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(file ->
                            file.getFileName().toString().matches(".*([.]unfinished|[.]arriving|[.]next|[.]tmp)"))
                    .toList();
        }
    }

    void awaitInTheAudit(String serial) throws Exception {
        Await.until("certificate " + serial + " in the audit", PATIENCE, () -> isInTheAudit(serial));
    }

    /** On the wire's thread: what is to pass waits as long. */
    private void awaitTheNextInTheAudit() {
        try {
            Await.until("a certificate in the audit", PATIENCE, () -> certificatesInTheAudit() > audited);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    boolean isInTheAudit(String serial) throws IOException {
        return audit().anyMatch(line -> line.contains(serial));
    }

    private long certificatesInTheAudit() throws IOException {
        return audit().filter(line -> line.contains("\"CERTIFICATE_ISSUED\"")).count();
    }

    private Stream<String> audit() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream()
                    .flatMap(file -> Command.readIfThere(file).lines());
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
        http.close();
        postgres.close();
    }
}
