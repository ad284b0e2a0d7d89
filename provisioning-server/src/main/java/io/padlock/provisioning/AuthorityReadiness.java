package io.padlock.provisioning;

import io.padlock.provisioning.issuance.Authority;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** An authority that has ended since the start, or not begun by a clock that went back, issues nothing that anybody would take. */
@Readiness
@Singleton
class AuthorityReadiness implements HealthCheck {

    private final Authority authority;
    private final Clock clock;

    AuthorityReadiness(Authority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        return HealthCheckResponse.named("Authority has not ended")
                .status(now.isBefore(authority.endsAt()) && !now.isBefore(authority.beginsAt()))
                .withData("endsAt", authority.endsAt().toString())
                .build();
    }
}
