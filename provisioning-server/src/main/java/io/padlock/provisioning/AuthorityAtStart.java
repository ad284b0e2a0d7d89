package io.padlock.provisioning;

import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.AuthorityConfig;
import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.IssuanceConfig;
import io.padlock.provisioning.issuance.NewAuthority;
import io.padlock.provisioning.issuance.Passphrase;
import io.padlock.provisioning.issuance.PublicAddress;
import io.padlock.provisioning.issuance.TestAuthority;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Opens the authority that was given, or makes one for trials, and says which it is. */
record AuthorityAtStart(
        PadlockConfig padlock,
        AuthorityConfig config,
        IssuanceConfig issuance,
        ParentDomain domain,
        boolean production) {

    private static final Logger LOG = Logger.getLogger(AuthorityAtStart.class);
    private static final Zone PROBE = new Zone("00000000");

    Authority open(Instant now) {
        Path folder = folder();
        PublicAddress address = address();
        if (config.makeTest()) {
            makeOneForTrials(folder, now);
        } else {
            mustBeThere(folder);
        }
        Authority authority = Authority.open(
                folder, config.passphraseFile().map(Passphrase::read), issuance.validity(), address, now);
        mustBeMeantForThis(authority, folder);
        authority.mustBeAbleToIssue(domain.certificateNames(PROBE), now);
        tell(authority, folder, padlock.publicAddress());
        warnOfTheCalendar(authority, now);
        return authority;
    }

    private Path folder() {
        return config.folder()
                .orElseGet(() -> padlock.data().resolve("ca"))
                .toAbsolutePath()
                .normalize();
    }

    private PublicAddress address() {
        try {
            return new PublicAddress(padlock.publicAddress());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage());
        }
    }

    private void makeOneForTrials(Path folder, Instant now) {
        if (TestAuthority.createIfMissing(folder, domain.name(), now)) {
            LOG.infof(
                    "Made a TEST authority in %s. The root's key, in offline/, is not needed here: keep it elsewhere.",
                    folder);
        }
    }

    private void mustBeThere(Path folder) {
        if (!NewAuthority.isMade(folder)) {
            throw new AuthorityRefused("There is no authority in " + folder
                    + " (no root.crt), and padlock.authority.make-test says that none is to be made for trials. Make one:"
                    + " padlock-authority init --folder " + folder + " --domain " + domain.name()
                    + ", or set padlock.authority.folder to where yours is.");
        }
    }

    private void mustBeMeantForThis(Authority authority, Path folder) {
        if (production && authority.isTest()) {
            throw new AuthorityRefused("The authority in " + folder + " (" + authority.issuerName()
                    + ") was made by a server for trials, and the profile is production. Make one that is looked after:"
                    + " padlock-authority init");
        }
    }

    private void warnOfTheCalendar(Authority authority, Instant now) {
        authority
                .shortensOn(now)
                .ifPresent(day -> LOG.warnf(
                        "padlock.issuance.validity is %d days, and browsers take less from %s on: certificates get a shorter"
                                + " life from then, and the server does not start again with this setting. Set a"
                                + " shorter one: docs/authority.md.",
                        issuance.validity().toDays(), day));
    }

    private static void tell(Authority authority, Path folder, String address) {
        if (authority.isTest()) {
            LOG.warnf(
                    "This is a TEST authority (%s, until %s): only those who trust its root see a padlock."
                            + " For people: padlock-authority init, then start with -Dquarkus.profile=production"
                            + " (not prod): docs/authority.md.",
                    authority.issuerName(), authority.endsAt());
        } else {
            LOG.infof(
                    "Certificates are issued by %s, until %s; of %d issuers in all.",
                    authority.issuerName(),
                    authority.endsAt(),
                    authority.issuers().size());
            if (authority.rootKeyIsBeside()) {
                LOG.warnf(
                        "THE ROOT'S KEY LIES IN %s. The server does not need it, and who takes it can make authorities in"
                                + " your name. Carry it away.",
                        folder.resolve("offline"));
            }
        }
        LOG.infof("Certificates are signed by %s.", authority.signer());
        if (!authority.isTest() && address.contains("//localhost")) {
            LOG.warnf(
                    "Certificates say that their revocation list is at %s. Set padlock.public-address to where others"
                            + " reach this server.",
                    address);
        }
    }
}
