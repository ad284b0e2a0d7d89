package io.padlock.provisioning.dns;

import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Rounds;
import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.naming.ParentDomain;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Answers for the boxes' names, where that is wanted. It reads every two seconds which zones are new; a database that goes away
 * takes no name with it.
 */
@ApplicationScoped
public class DnsServer {

    private static final Logger LOG = Logger.getLogger(DnsServer.class);
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);

    private final DnsConfig config;
    private final Vertx vertx;
    private final ZoneReading reading;
    private final AssignedZones zones = new AssignedZones();
    private final DomainRecords records;
    private final Responder responder;
    private final AnswerRate rate;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Rounds readings;
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
        this.readings =
                new Rounds(vertx, BETWEEN_READINGS, reading::read, DnsServer::tellTrouble, DnsServer::tellWellAgain);
        try {
            this.records = new DomainRecords(domain.name(), config);
            this.responder = new Responder(records, zones, challenges, config.publicAddresses());
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

    boolean isListening() {
        return udp != null && udp.isServing() && tcp.isServing();
    }

    /** The tables are there by now: the migrations run first. */
    void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        DnsFigures figures = new DnsFigures(registry, zones, this::secondsSinceReading);
        tcp = new TcpDoor(vertx, responder, figures);
        List<InetSocketAddress> addresses = new ArrayList<>();
        int port = config.port();
        for (String host : config.host()) {
            port = listen(host, port);
            addresses.add(new InetSocketAddress(host, port));
        }
        try {
            udp = UdpDoor.open(addresses, responder, rate, figures, clock);
        } catch (IOException e) {
            throw cannotListen(String.join(",", config.host()), port, e);
        }
        LOG.infof(
                "Names of boxes are answered on %s, port %d, over UDP and TCP.%s",
                String.join(", ", config.host()),
                port,
                records.servers().haveAnAddress()
                        ? ""
                        : " No name server of the domain has an address here: set padlock.dns.name-servers before the"
                                + " domain is delegated to this server.");
        readings.begin();
    }

    /** @return the port, which is the system's choice where it was to be any */
    private int listen(String host, int port) {
        try {
            return tcp.listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
        } catch (CompletionException e) {
            throw cannotListen(host, port, e.getCause());
        }
    }

    private static CannotStart cannotListen(String host, int port, Throwable why) {
        return new CannotStart(
                "Port " + port + " on " + host + " can't be opened for DNS (" + why.getMessage()
                        + "): another program has it, or this user may not. Choose another with padlock.dns.port.",
                why);
    }

    void onStop(@Observes ShutdownEvent event) {
        readings.end();
        if (udp != null) {
            udp.close();
            tcp.close();
        }
    }

    private double secondsSinceReading() {
        Instant last = reading.lastGood();
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    private static void tellTrouble(String reason) {
        LOG.warnf(
                "Which zones are new can't be read: %s. The names of those that are known are answered on. This is tried"
                        + " every two seconds, and told once.",
                reason);
    }

    private static void tellWellAgain() {
        LOG.info("New zones are read again.");
    }
}
