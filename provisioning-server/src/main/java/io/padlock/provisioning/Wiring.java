package io.padlock.provisioning;

import io.padlock.provisioning.budget.AddressBudget;
import io.padlock.provisioning.budget.AddressBudgetConfig;
import io.padlock.provisioning.budget.DatabaseBudget;
import io.padlock.provisioning.budget.DatabaseBudgetConfig;
import io.padlock.provisioning.budget.WrongCodeBudget;
import io.padlock.provisioning.budget.WrongCodeBudgetConfig;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.AuthorityConfig;
import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.IssuanceConfig;
import io.padlock.provisioning.issuance.RefusedKeys;
import io.padlock.provisioning.naming.NamingConfig;
import io.padlock.provisioning.naming.ParentDomain;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Supplier;

/** Makes beans of plain Java. */
@ApplicationScoped
class Wiring {

    /** The one clock: read once a request. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    ParentDomain parentDomain(NamingConfig config) {
        return judged(() -> new ParentDomain(config.parentDomain()));
    }

    /** At start, so that an authority that can't be used stops the server with a sentence, not the first box. */
    @Produces
    @Singleton
    @Startup
    Authority authority(
            PadlockConfig padlock,
            AuthorityConfig authority,
            IssuanceConfig issuance,
            ParentDomain domain,
            Clock clock) {
        try {
            return new AuthorityAtStart(padlock, authority, issuance, domain, ConfigUtils.isProfileActive("production"))
                    .open(clock.instant());
        } catch (AuthorityRefused e) {
            throw new CannotStart(e.getMessage());
        }
    }

    @Produces
    @Singleton
    @Startup
    RefusedKeys refusedKeys(IssuanceConfig config) {
        return judged(() -> config.refusedKeys().map(RefusedKeys::read).orElse(RefusedKeys.NONE));
    }

    @Produces
    @Singleton
    @Startup
    DatabaseBudget databaseBudget(DatabaseBudgetConfig config) {
        return judged(() -> new DatabaseBudget(config));
    }

    @Produces
    @Singleton
    @Startup
    AddressBudget addressBudget(AddressBudgetConfig config) {
        return judged(() -> new AddressBudget(config));
    }

    @Produces
    @Singleton
    @Startup
    WrongCodeBudget wrongCodeBudget(WrongCodeBudgetConfig config) {
        return judged(() -> new WrongCodeBudget(config));
    }

    /** Settings are judged at start, and a wrong one is a sentence. */
    private static <T> T judged(Supplier<T> bean) {
        try {
            return bean.get();
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        }
    }
}
