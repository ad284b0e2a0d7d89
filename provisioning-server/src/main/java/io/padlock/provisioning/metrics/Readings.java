package io.padlock.provisioning.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.WaitingRoom;
import io.padlock.provisioning.audit.Audit;
import io.padlock.provisioning.history.DecisionLog;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.ledger.Ledger;
import io.padlock.provisioning.revocation.PublishedList;
import io.padlock.provisioning.revocation.RevocationLists;
import io.padlock.provisioning.standing.Standings;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is read off the moment somebody asks, from those who know it. */
@ApplicationScoped
class Readings {

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final MeterRegistry registry;
    private final Clock clock;

    Readings(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void start(
            @Observes StartupEvent event,
            WaitingRoom room,
            Standings standings,
            Ledger ledger,
            Pool pool,
            Audit audit,
            DecisionLog history,
            Authority authority,
            RevocationLists lists) {
        gauge("padlock.queue.waiting", "Requests of boxes that have no answer yet", room::taken);
        gauge("padlock.lookup.waiting", "Requests that wait for PostgreSQL to tell what it knows", standings::waiting);
        gauge("padlock.record.waiting", "Certificates that are signed and not committed yet", ledger::waiting);
        gauge("padlock.database.connections", "Open connections to PostgreSQL, in use or not", pool::size);
        gauge("padlock.audit.waiting", "Events that wait to be written to the audit", audit::waiting);
        gauge(
                "padlock.audit.failing",
                "1 while the audit can't be written, else 0",
                () -> audit.trouble() == null ? 0 : 1);
        FunctionCounter.builder("padlock.history.lost", history, DecisionLog::lost)
                .description("Decisions that the history does not have: it could not be written fast enough, or at all")
                .register(registry);
        for (Issuer issuer : authority.issuers()) {
            ofIssuer(issuer, authority, lists);
        }
        gauge(
                "padlock.root.days.left",
                "Days until the root ends; everybody has to trust another one by then",
                () -> daysUntil(authority.rootEnds()));
    }

    private void ofIssuer(Issuer issuer, Authority authority, RevocationLists lists) {
        Gauge.builder(
                        "padlock.issuer.days.left",
                        () -> daysUntil(issuer.certificate().getNotAfter().toInstant()))
                .description("Days until the certificate of an issuer ends; issuing stops when the current one's does")
                .tag("issuer", issuer.id())
                .tag("current", String.valueOf(issuer.name().equals(authority.issuerName())))
                .register(registry);
        gauge(
                "padlock.revocation.list.number",
                "Number of the newest revocation list that this replica tells",
                issuer,
                () -> of(issuer, lists, PublishedList::number));
        gauge(
                "padlock.revocation.list.age.days",
                "Days since the newest revocation list was signed",
                issuer,
                () -> of(issuer, lists, list -> -daysUntil(list.thisUpdate())));
        gauge(
                "padlock.revocation.list.days.left",
                "Days until the newest revocation list is no longer valid",
                issuer,
                () -> of(issuer, lists, list -> daysUntil(list.nextUpdate())));
    }

    private static Number of(Issuer issuer, RevocationLists lists, Function<PublishedList, Number> reading) {
        return lists.newestOf(issuer).map(reading).orElse(Double.NaN);
    }

    private void gauge(String name, String description, Issuer issuer, Supplier<Number> reading) {
        Gauge.builder(name, reading)
                .description(description)
                .tag("issuer", issuer.id())
                .register(registry);
    }

    private double daysUntil(Instant end) {
        return Duration.between(clock.instant(), end).toSeconds() / SECONDS_A_DAY;
    }

    private void gauge(String name, String description, Supplier<Number> reading) {
        Gauge.builder(name, reading).description(description).register(registry);
    }
}
