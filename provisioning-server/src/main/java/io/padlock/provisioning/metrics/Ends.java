package io.padlock.provisioning.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.ledger.CertificatesByEnd;
import io.padlock.provisioning.ledger.CertificatesNotRenewed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * How many certificates end when, and how many of them nobody renewed, counted now and then by every replica, so that each can be asked. A count that fails
 * leaves no figure rather than an old one.
 */
@ApplicationScoped
class Ends {

    private static final Logger LOG = Logger.getLogger(Ends.class);
    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> BANDS = List.of("expired", "7", "30", "90", "over");

    private final CertificatesByEnd certificates;
    private final CertificatesNotRenewed late;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile double[] counts = unknown();
    private volatile double notRenewed = Double.NaN;
    private volatile long timer;

    Ends(
            CertificatesByEnd certificates,
            CertificatesNotRenewed late,
            Clock clock,
            Vertx vertx,
            MeterRegistry registry) {
        this.certificates = certificates;
        this.late = late;
        this.clock = clock;
        this.vertx = vertx;
        for (int i = 0; i < BANDS.size(); i++) {
            int band = i;
            Gauge.builder("padlock.certificates.by.days.left", () -> counts[band])
                    .description("Certificates by how many days they are still valid, counted every 5 minutes")
                    .tag("days", BANDS.get(i))
                    .register(registry);
        }
        Gauge.builder("padlock.certificates.not.renewed", () -> notRenewed)
                .description("Certificates that end within 7 days, and their boxes have no younger one")
                .register(registry);
    }

    /** Every setting is judged before the counting goes off. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        count();
        timer = vertx.setPeriodic(BETWEEN_COUNTS.toMillis(), tick -> count());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void count() {
        if (!counting.compareAndSet(false, true)) {
            return;
        }
        Instant now = clock.instant();
        List<Instant> borders = List.of(
                now, now.plus(Duration.ofDays(7)), now.plus(Duration.ofDays(30)), now.plus(Duration.ofDays(90)));
        certificates
                .count(borders, LIMIT)
                .chain(byEnd -> late.count(now, borders.get(1), LIMIT).invoke(number -> counted(byEnd, number)))
                .ifNoItem()
                .after(LIMIT.multipliedBy(3))
                .fail()
                .onTermination()
                .invoke(() -> counting.set(false))
                .subscribe()
                .with(number -> {}, this::failed);
    }

    private void counted(long[] numbers, long unrenewed) {
        double[] counted = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            counted[i] = numbers[i];
        }
        notRenewed = unrenewed;
        counts = counted;
    }

    private void failed(Throwable failure) {
        counts = unknown();
        notRenewed = Double.NaN;
        LOG.warnf("The certificates could not be counted by their ends: %s", failure.getMessage());
    }

    private static double[] unknown() {
        double[] counts = new double[BANDS.size()];
        Arrays.fill(counts, Double.NaN);
        return counts;
    }
}
