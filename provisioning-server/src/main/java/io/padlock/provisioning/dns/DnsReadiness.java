package io.padlock.provisioning.dns;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Where names are answered: whether it is known which, and whether all sockets are listened at. A server that does not know would
 * say SERVFAIL to everybody.
 */
@Readiness
@Singleton
class DnsReadiness implements HealthCheck {

    private final DnsServer server;

    DnsReadiness(DnsServer server) {
        this.server = server;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Names of boxes are answered")
                .withData("wanted", server.isWanted())
                .status(!server.isWanted() || server.knowsTheZones() && server.isListening())
                .build();
    }
}
