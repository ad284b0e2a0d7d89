package io.padlock.provisioning.audit;

import io.padlock.provisioning.Operator;
import io.padlock.provisioning.OperatorWitness;
import io.padlock.provisioning.PadlockConfig;
import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.Witness;
import io.padlock.provisioning.ledger.Recorded;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

/**
 * Keeps what was issued and what operators did. Fails closed: what it could not keep is not done. Refusals are not here,
 * they are in the history.
 *
 * <p>Not a singleton: doors are made before the settings can be read, and hold a proxy of it until then.
 */
@ApplicationScoped
@Startup
public class Audit implements Witness, OperatorWitness {

    private final Clock clock;
    private final int mostWaiting;
    private final AuditThread thread;

    Audit(
            AuditConfig config,
            PadlockConfig padlock,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.clock = clock;
        AuditLimits limits = AuditLimits.of(config);
        this.mostWaiting = limits.mostWaiting();
        Path folder = config.folder()
                .orElse(padlock.data().resolve("audit"))
                .toAbsolutePath()
                .normalize();
        ChainWriter chain = ChainWriter.open(folder, Replica.name(), limits.fileSize());
        this.thread = new AuditThread(chain);
        chain.healed().ifPresent(what -> record("AUDIT_HEALED", () -> what));
        record("SERVER_STARTED", () -> Map.of("version", version));
        thread.start();
    }

    /** After the last request was answered: Quarkus tells this only then. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        record("SERVER_STOPPED", Map::of);
        thread.stop();
    }

    @Override
    public void mustBeAbleToRecord() {
        if (!ableToRecord()) {
            throw new Refused(new TryLater("The server can't write its audit now."));
        }
    }

    boolean ableToRecord() {
        return thread.waiting() < mostWaiting;
    }

    /** @return how many events wait to be written */
    public int waiting() {
        return thread.waiting();
    }

    /** @return why nothing can be written just now, or null */
    public String trouble() {
        return thread.trouble();
    }

    @Override
    public void issued(ProvisioningRequest request, Recorded certificate) {
        record("CERTIFICATE_ISSUED", () -> fields(request.reference(), certificate));
    }

    private static Map<String, String> fields(Reference reference, Recorded certificate) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", reference.text());
        fields.put("database", certificate.database().toString());
        fields.put("door", certificate.door().name());
        fields.put("zone", certificate.zone().label());
        fields.put("serial", certificate.serial());
        fields.put("issuer", certificate.issuer());
        fields.put("keySha256", certificate.key().hex());
        fields.put("notBefore", certificate.notBefore().toString());
        fields.put("notAfter", certificate.notAfter().toString());
        if (certificate.box().identifier() != null) {
            fields.put("boxIdentifier", certificate.box().identifier());
        }
        if (certificate.box().name() != null) {
            fields.put("boxName", certificate.box().name());
        }
        return fields;
    }

    @Override
    public void done(Operator who, String action, Map<String, String> about) {
        // The request's own context has it; this is told from there.
        Object reference = MDC.get(Reference.IN_LOG);
        Map<String, String> fields = new LinkedHashMap<>();
        if (reference != null) {
            fields.put("reference", reference.toString());
        }
        fields.put("operator", who.name());
        fields.put("action", action);
        about.forEach(fields::putIfAbsent);
        record("OPERATOR_ACTION", () -> fields);
    }

    private void record(String name, Supplier<Map<String, String>> fields) {
        thread.record(new AuditEvent(clock.instant(), name, fields));
    }
}
