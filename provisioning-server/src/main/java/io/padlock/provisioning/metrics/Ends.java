package io.padlock.provisioning.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.ledger.CertificatesByEnd;
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
 * How many certificates end when, counted now and then by every replica, so that each can be asked. A count that fails
 * leaves no figure rather than an old one.
 */
@ApplicationScoped
class Ends {

    private static final Logger LOG = Logger.getLogger(Ends.class);
    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> BANDS = List.of("expired", "7", "30", "90", "over");

    private final CertificatesByEnd certificates;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile double[] counts = unknown();
    private volatile long timer;

    Ends(CertificatesByEnd certificates, Clock clock, Vertx vertx, MeterRegistry registry) {
        this.certificates = certificates;
        this.clock = clock;
        this.vertx = vertx;
        for (int i = 0; i < BANDS.size(); i++) {
            int band = i;
            Gauge.builder("padlock.certificates.by.days.left", () -> counts[band])
                    .description("Certificates by how many days they are still valid, counted every 5 minutes")
                    .tag("days", BANDS.get(i))
                    .register(registry);
        }
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
                .ifNoItem()
                .after(LIMIT.plus(LIMIT))
                .fail()
                .onTermination()
                .invoke(() -> counting.set(false))
                .subscribe()
                .with(this::counted, this::failed);
    }

    private void counted(long[] numbers) {
        double[] counted = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            counted[i] = numbers[i];
        }
        counts = counted;
    }

    private void failed(Throwable failure) {
        counts = unknown();
        LOG.warnf("The certificates could not be counted by their ends: %s", failure.getMessage());
    }

    private static double[] unknown() {
        double[] counts = new double[BANDS.size()];
        Arrays.fill(counts, Double.NaN);
        return counts;
    }
}
