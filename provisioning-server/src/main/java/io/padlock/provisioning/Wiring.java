package io.padlock.provisioning;

import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.IssuanceConfig;
import io.padlock.provisioning.issuance.TestAuthority;
import io.padlock.provisioning.naming.NamingConfig;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Makes beans of plain Java. */
@ApplicationScoped
class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final Zone PROBE = new Zone("00000000");

    /** The one clock: read once a request. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    ParentDomain parentDomain(NamingConfig config) {
        try {
            return new ParentDomain(config.parentDomain());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        }
    }

    /** At start, so that an authority that can't be used stops the server with a sentence, not the first box. */
    @Produces
    @Singleton
    @Startup
    Authority authority(PadlockConfig padlock, IssuanceConfig issuance, ParentDomain domain, Clock clock) {
        try {
            return testAuthority(padlock, issuance, domain, clock);
        } catch (AuthorityRefused e) {
            throw new CannotStart(e.getMessage());
        }
    }

    private static Authority testAuthority(
            PadlockConfig padlock, IssuanceConfig issuance, ParentDomain domain, Clock clock) {
        Path folder = padlock.data().toAbsolutePath().normalize().resolve("ca");
        if (TestAuthority.createIfMissing(folder, domain.name(), clock.instant())) {
            LOG.infof(
                    "Made a TEST authority in %s. The root's key, in offline/, is not needed here: keep it elsewhere.",
                    folder);
        }
        Authority authority = Authority.open(folder, issuance.validity(), clock.instant());
        authority.mustBeAbleToIssue(domain.certificateNames(PROBE), clock.instant());
        LOG.warnf(
                "This is a TEST authority (%s, until %s): only those who trust its root see a padlock.",
                authority.issuerName(), authority.endsAt());
        return authority;
    }
}
