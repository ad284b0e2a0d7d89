package io.padlock.provisioning.dns;

import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.naming.ParentDomain;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Answers for the boxes' names, where that is wanted. It reads every two seconds which zones are new; a database that goes away
 * takes no name with it.
 */
@ApplicationScoped
public class DnsServer {

    private static final Logger LOG = Logger.getLogger(DnsServer.class);
    private static final long BETWEEN_READINGS_MS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What the readings between may have missed, whatever clocks did. */
    private static final int ALL_EVERY = 1_800;

    private final DnsConfig config;
    private final Vertx vertx;
    private final ZoneReading reading;
    private final AssignedZones zones = new AssignedZones();
    private final Responder responder;
    private final AnswerRate rate;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile boolean stopped;
    private volatile boolean troubled;
    private int readings;
    private UdpDoor udp;
    private TcpDoor tcp;

    DnsServer(
            DnsConfig config,
            ParentDomain domain,
            Connections connections,
            Vertx vertx,
            Clock clock,
            MeterRegistry registry) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.registry = registry;
        AcmeChallenges challenges = new AcmeChallenges();
        this.reading = new ZoneReading(connections, zones, challenges, clock);
        try {
            if (config.ttl().toSeconds() < 1 || config.ttl().compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException(
                        "padlock.dns.ttl is " + config.ttl().toSeconds() + " s; it is a second to 7 days.");
            }
            this.responder = new Responder(
                    new DomainRecords(domain.name(), config),
                    zones,
                    challenges,
                    config.ttl().toSeconds(),
                    config.publicAddresses());
            this.rate = new AnswerRate(config.answersPerSecond());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    boolean isWanted() {
        return config.enabled();
    }

    boolean knowsTheZones() {
        return zones.areKnown();
    }

    /** The tables are there by now: the migrations run first. */
    void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        DnsFigures figures = new DnsFigures(registry, zones);
        tcp = new TcpDoor(vertx, responder, figures);
        try {
            int port = tcp.listen(config.port(), config.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            udp = UdpDoor.open(new InetSocketAddress(config.host(), port), responder, rate, figures, clock);
            LOG.infof("Names of boxes are answered on %s, port %d, over UDP and TCP.", config.host(), port);
        } catch (IOException | CompletionException e) {
            Throwable why = e instanceof CompletionException ? e.getCause() : e;
            throw new CannotStart(
                    "Port " + config.port() + " on " + config.host() + " can't be opened for DNS (" + why.getMessage()
                            + "): another program has it, or this user may not. Choose another with padlock.dns.port.",
                    e);
        }
        read();
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped = true;
        if (udp != null) {
            udp.close();
            tcp.close();
        }
    }

    private void read() {
        boolean isFull = readings++ % ALL_EVERY == 0;
        Uni.createFrom()
                .deferred(() -> isFull ? reading.readAll().chain(reading::read) : reading.read())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(done -> well(), this::troubled);
    }

    private void well() {
        if (troubled) {
            LOG.info("New zones are read again.");
            troubled = false;
        }
        again();
    }

    private void troubled(Throwable failure) {
        if (!troubled && !stopped) {
            LOG.warnf(
                    "Which zones are new can't be read: %s. The names of those that are known are answered on. This is"
                            + " tried every two seconds, and told once.",
                    failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
            troubled = true;
        }
        again();
    }

    private void again() {
        if (stopped) {
            return;
        }
        try {
            vertx.setTimer(BETWEEN_READINGS_MS, id -> read());
        } catch (RejectedExecutionException startFailed) {
            stopped = true;
        }
    }
}
