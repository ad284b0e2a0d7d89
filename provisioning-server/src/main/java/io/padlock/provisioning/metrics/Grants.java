package io.padlock.provisioning.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Witness;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Certificates given, by door. There from the start at 0: a rate can be asked of them before the first one. */
@ApplicationScoped
@Startup
class Grants implements Witness {

    private final Map<Door, Counter> issued;
    private final Map<Door, Counter> repeated;

    Grants(MeterRegistry registry) {
        issued = byDoor("padlock.certificates.issued", "Certificates signed and recorded", registry);
        repeated = byDoor("padlock.certificates.repeated", "Certificates given again to a key that had one", registry);
    }

    private static Map<Door, Counter> byDoor(String name, String description, MeterRegistry registry) {
        Map<Door, Counter> counters = new EnumMap<>(Door.class);
        for (Door door : Door.values()) {
            counters.put(
                    door,
                    Counter.builder(name)
                            .description(description)
                            .tag("door", door.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return counters;
    }

    @Override
    public void issued(ProvisioningRequest request, Recorded certificate) {
        issued.get(request.door()).increment();
    }

    @Override
    public void repeated(ProvisioningRequest request, Recorded certificate) {
        repeated.get(request.door()).increment();
    }
}
