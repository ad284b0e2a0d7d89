package io.padlock.box.health;

import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.Keeper.Step;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /q/metrics} in Prometheus' text format. By hand: of a library for a dozen figures a box would use a tenth.
 */
@ApplicationScoped
class Metrics {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Keeper keeper;
    private final Map<String, LongAdder> attempts = new ConcurrentSkipListMap<>();

    Metrics(Keeper keeper) {
        this.keeper = keeper;
    }

    void route(@Observes Router router) {
        keeper.watch(this::count);
        router.get("/q/metrics").handler(this::answer);
    }

    private void count(Step step) {
        if (step == Step.DONE) {
            attempts.computeIfAbsent(keeper.state().lastAttempt().code(), code -> new LongAdder())
                    .increment();
        }
    }

    private void answer(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text());
    }

    private String text() {
        BoxState state = keeper.state();
        StringBuilder all = new StringBuilder();
        family(all, "padlock_box_status", "gauge", "1 for the code that the page shows.");
        sample(all, "padlock_box_status{code=\"" + state.status().code() + "\"}", 1);
        family(
                all,
                "padlock_box_attempts_total",
                "counter",
                "Times that it looked after its certificate, by how it went.");
        attempts.forEach(
                (code, count) -> sample(all, "padlock_box_attempts_total{code=\"" + code + "\"}", count.sum()));
        state.pair().ifPresent(pair -> {
            moment(all, "padlock_box_certificate_not_before_seconds", "From when it is valid.", pair.notBefore());
            moment(all, "padlock_box_certificate_not_after_seconds", "Until when it is valid.", pair.notAfter());
            moment(all, "padlock_box_certificate_renew_at_seconds", "When it is renewed.", pair.renewAt());
        });
        moment(all, "padlock_box_next_attempt_seconds", "When it looks again by itself.", state.nextAttempt());
        moment(
                all,
                "process_start_time_seconds",
                "When it started.",
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        family(all, "process_resident_memory_bytes", "gauge", "Its memory, as the kernel counts it.");
        sample(all, "process_resident_memory_bytes", resident());
        return all.toString();
    }

    private static void moment(StringBuilder all, String name, String help, Instant moment) {
        family(all, name, "gauge", help);
        sample(all, name, moment.getEpochSecond());
    }

    private static void family(StringBuilder all, String name, String type, String help) {
        all.append("# HELP ").append(name).append(' ').append(help).append('\n');
        all.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void sample(StringBuilder all, String name, long value) {
        all.append(name).append(' ').append(value).append('\n');
    }

    private static long resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
            return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
        } catch (IOException noLinux) {
            return 0;
        }
    }
}
