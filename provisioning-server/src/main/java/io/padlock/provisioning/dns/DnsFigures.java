package io.padlock.provisioning.dns;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.dns.Responder.Way;
import java.util.Locale;
import java.util.function.Supplier;
import org.xbill.DNS.Rcode;

/** What was answered, and what was not. Made ahead: a counter that is looked up costs as much as an answer. */
final class DnsFigures {

    /** Those that this server says, the one in OPT among them. */
    private static final int[] RCODES = {
        Rcode.NOERROR, Rcode.FORMERR, Rcode.SERVFAIL, Rcode.NXDOMAIN, Rcode.NOTIMP, Rcode.REFUSED, Rcode.BADVERS
    };

    private final Counter[][] answers = new Counter[Way.values().length][Rcode.BADVERS + 1];
    private final Counter limited;
    private final Counter silent;
    private final Counter turnedAway;

    DnsFigures(MeterRegistry registry, AssignedZones zones, Supplier<Number> secondsSinceReading) {
        for (Way way : Way.values()) {
            for (int rcode : RCODES) {
                answers[way.ordinal()][rcode] = Counter.builder("padlock.dns.answers")
                        .description("Questions answered, by the way they came and the code of the answer")
                        .tag("way", way.name().toLowerCase(Locale.ROOT))
                        .tag("rcode", rcode == Rcode.BADVERS ? "BADVERS" : Rcode.string(rcode))
                        .register(registry);
            }
        }
        this.limited = unanswered(registry, "limited");
        this.silent = unanswered(registry, "no-question");
        this.turnedAway = unanswered(registry, "too-many-connections");
        Gauge.builder("padlock.dns.zones", zones, AssignedZones::size)
                .description("Zones that names are answered for")
                .register(registry);
        Gauge.builder("padlock.dns.reading.age", secondsSinceReading)
                .description("Since it was last read which zones and challenges there are")
                .baseUnit("seconds")
                .register(registry);
    }

    private static Counter unanswered(MeterRegistry registry, String why) {
        return Counter.builder("padlock.dns.unanswered")
                .description("What came and got no answer, or only that it is to come over TCP")
                .tag("why", why)
                .register(registry);
    }

    void answered(Way way, int rcode) {
        answers[way.ordinal()][rcode].increment();
    }

    void limited() {
        limited.increment();
    }

    void silent() {
        silent.increment();
    }

    /** A connection that was closed at once. */
    void turnedAway() {
        turnedAway.increment();
    }
}
