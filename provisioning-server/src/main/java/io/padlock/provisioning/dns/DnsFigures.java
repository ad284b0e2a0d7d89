package io.padlock.provisioning.dns;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.dns.Responder.Way;
import java.util.Locale;
import org.xbill.DNS.Rcode;

/** What was answered, and what was not. Made ahead: a counter that is looked up costs as much as an answer. */
final class DnsFigures {

    private static final int RCODES = 6;

    private final Counter[][] answers = new Counter[Way.values().length][RCODES];
    private final Counter limited;
    private final Counter silent;

    DnsFigures(MeterRegistry registry, AssignedZones zones) {
        for (Way way : Way.values()) {
            for (int rcode = 0; rcode < RCODES; rcode++) {
                answers[way.ordinal()][rcode] = Counter.builder("padlock.dns.answers")
                        .description("Questions answered, by the way they came and the code of the answer")
                        .tag("way", way.name().toLowerCase(Locale.ROOT))
                        .tag("rcode", Rcode.string(rcode))
                        .register(registry);
            }
        }
        this.limited = unanswered(registry, "limited");
        this.silent = unanswered(registry, "no-question");
        Gauge.builder("padlock.dns.zones", zones, AssignedZones::size)
                .description("Zones that names are answered for")
                .register(registry);
    }

    private static Counter unanswered(MeterRegistry registry, String why) {
        return Counter.builder("padlock.dns.unanswered")
                .description("What came over UDP and got no answer, or only that it is to come over TCP")
                .tag("why", why)
                .register(registry);
    }

    void answered(Way way, int rcode) {
        answers[way.ordinal()][Math.min(rcode, RCODES - 1)].increment();
    }

    void limited() {
        limited.increment();
    }

    void silent() {
        silent.increment();
    }
}
