package io.padlock.provisioning.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.padlock.provisioning.Refusal;
import java.util.Locale;

/** Everything that was answered with a no, at whichever door, by its code. Codes are those of the contract, so not many. */
public final class Refusals {

    private Refusals() {}

    /** @param path of the request: it tells the door */
    public static void count(String path, Refusal refusal) {
        Counter.builder("padlock.refusals")
                .description("Requests answered with a refusal")
                .tag("door", door(path))
                .tag("code", refusal.code().toLowerCase(Locale.ROOT))
                .register(Metrics.globalRegistry)
                .increment();
    }

    private static String door(String path) {
        if (path.startsWith("/v1/operator")) {
            return "operator";
        }
        return path.startsWith("/odoo-enterprise/") ? "stock" : "v1";
    }
}
