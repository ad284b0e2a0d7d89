package io.padlock.provisioning.audit;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready once nothing can be issued. Trouble before that is told, and leaves time to mend it. */
@Readiness
@Singleton
class AuditReadiness implements HealthCheck {

    private final Audit audit;

    AuditReadiness(Audit audit) {
        this.audit = audit;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Audit can be written")
                .status(audit.ableToRecord())
                .withData("waiting", audit.waiting());
        String trouble = audit.trouble();
        return (trouble == null ? answer : answer.withData("trouble", trouble)).build();
    }
}
