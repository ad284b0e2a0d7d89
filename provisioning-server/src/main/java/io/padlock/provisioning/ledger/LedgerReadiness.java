package io.padlock.provisioning.ledger;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** That PostgreSQL answers is Quarkus' own check; that it takes what is written is this one. */
@Readiness
@Singleton
class LedgerReadiness implements AsyncHealthCheck {

    private final Ledger ledger;

    LedgerReadiness(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return ledger.takesCertificates()
                .map(takes -> HealthCheckResponse.named("Ledger takes certificates")
                        .status(takes)
                        .build());
    }
}
