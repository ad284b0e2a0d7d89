package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.NotEligible;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.directory.Directory;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.Eligibility;
import io.padlock.provisioning.eligibility.Verdict;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.IssuedCertificate;
import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.ledger.KeyFingerprint;
import io.padlock.provisioning.ledger.Ledger;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.ZoneRegister;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jboss.logging.Logger;

/** From a request to a certificate, from top to bottom. {@code docs/issuing-a-certificate.md} walks one through. */
@ApplicationScoped
public class Provisioning {

    private static final Logger LOG = Logger.getLogger(Provisioning.class);

    private final SessionFactory sessions;
    private final Directory directory;
    private final ZoneRegister zones;
    private final Ledger ledger;
    private final Authority authority;
    private final ParentDomain parentDomain;
    private final Clock clock;

    Provisioning(
            SessionFactory sessions,
            Directory directory,
            ZoneRegister zones,
            Ledger ledger,
            Authority authority,
            ParentDomain parentDomain,
            Clock clock) {
        this.sessions = sessions;
        this.directory = directory;
        this.zones = zones;
        this.ledger = ledger;
        this.authority = authority;
        this.parentDomain = parentDomain;
        this.clock = clock;
    }

    /**
     * One transaction, and the answer only after its commit: nothing leaves the server that the ledger does not hold.
     *
     * <p>Called on an event loop. Fails with {@link Refused} for everything foreseen.
     *
     * @param limit when the caller is told to come later; nothing is issued after it
     */
    public Uni<Provisioned> certificateFor(ProvisioningRequest request, Duration limit) {
        Instant now = clock.instant();
        Uni<Provisioned> work =
                inOneTransaction(request, now, now.plus(limit)).invoke(provisioned -> logGranted(request, provisioned));
        return Deadline.of(limit, work).onFailure(Refused.class).invoke(refused -> logRefused(request, refused));
    }

    private Uni<Provisioned> inOneTransaction(ProvisioningRequest request, Instant now, Instant end) {
        return sessions.withTransaction(session -> directory
                .find(request.database(), request.contract())
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(new UnknownDatabaseOrContract()))
                .invoke(Provisioning::mustBeEligible)
                .chain(facts -> zones.lockedZoneOf(facts.uuid(), now))
                .invoke(zone -> mustBeBefore(end))
                .chain(zone -> repeatedOrNew(request, zone, now)));
    }

    /** A stock box that was told "later" has given up this key: a certificate for it would be nobody's. */
    private void mustBeBefore(Instant end) {
        if (clock.instant().isAfter(end)) {
            throw new Refused(new TryLater("The server took too long."));
        }
    }

    private static void mustBeEligible(DatabaseFacts facts) {
        Verdict verdict = Eligibility.assess(facts);
        if (!verdict.eligible()) {
            throw new Refused(new NotEligible(verdict));
        }
    }

    private Uni<Provisioned> repeatedOrNew(ProvisioningRequest request, Zone zone, Instant now) {
        return ledger.newest(request.database(), KeyFingerprint.of(request.key()), authority.issuerName())
                .chain(newest -> newest != null && isFresh(newest, now)
                        ? Uni.createFrom().item(new Provisioned(newest, true))
                        : issue(request, zone, now));
    }

    /** Until its renewal is due, a key that asks again gets what it has: its first answer may have been lost. */
    private static boolean isFresh(Recorded certificate, Instant now) {
        Validity validity = new Validity(certificate.notBefore(), certificate.notAfter());
        return now.isBefore(validity.renewalWindow().notBefore());
    }

    private Uni<Provisioned> issue(ProvisioningRequest request, Zone zone, Instant now) {
        IssuedCertificate issued = authority.issue(parentDomain.certificateNames(zone), request.key(), now);
        return ledger.record(entry(request, zone, issued, now)).map(recorded -> new Provisioned(recorded, false));
    }

    private Recorded entry(ProvisioningRequest request, Zone zone, IssuedCertificate issued, Instant now) {
        return new Recorded(
                issued.serial(),
                request.database(),
                zone,
                request.door(),
                authority.issuerName(),
                KeyFingerprint.of(request.key()),
                issued.validity().notBefore(),
                issued.validity().notAfter(),
                now,
                request.box(),
                issued.der());
    }

    private static void logGranted(ProvisioningRequest request, Provisioned provisioned) {
        LOG.infof(
                "%s certificate %s for zone %s to database %s (%s door).",
                provisioned.repeated() ? "Repeated" : "Issued",
                provisioned.certificate().serial(),
                provisioned.certificate().zone(),
                request.database(),
                request.door());
    }

    private static void logRefused(ProvisioningRequest request, Refused refused) {
        LOG.infof(
                "Refused database %s (%s door): %s %s Reference %s.",
                request.database(),
                request.door(),
                refused.refusal().code(),
                refused.explanation(),
                refused.reference());
    }
}
