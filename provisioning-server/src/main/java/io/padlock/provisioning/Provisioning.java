package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.NotEligible;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Stages.Stage;
import io.padlock.provisioning.budget.DatabaseBudget;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Eligibility;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.Verdict;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.AuthorityOutOfTime;
import io.padlock.provisioning.issuance.IssuedCertificate;
import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.ledger.KeyFingerprint;
import io.padlock.provisioning.ledger.Ledger;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.ZoneRegister;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.standing.Standing;
import io.padlock.provisioning.standing.Standings;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** From a request to a certificate, from top to bottom. {@code docs/issuing-a-certificate.md} walks one through. */
@Singleton
public class Provisioning {

    private static final Logger LOG = Logger.getLogger(Provisioning.class);

    /** A request, its key's fingerprint, and the one reading of the clock. */
    private record Asked(ProvisioningRequest request, KeyFingerprint key, Instant now, Instant end) {}

    private record BoxKey(DatabaseUuid database, KeyFingerprint key) {}

    private final SameKey<BoxKey, Provisioned> sameKey = new SameKey<>();
    private final WaitingRoom waitingRoom;
    private final Standings standings;
    private final ZoneRegister zones;
    private final Ledger ledger;
    private final DatabaseBudget budget;
    private final Authority authority;
    private final ParentDomain parentDomain;
    private final List<Witness> witnesses;
    private final Stages stages;
    private final Clock clock;
    private final RareLine putOff;

    Provisioning(
            WaitingRoom waitingRoom,
            Standings standings,
            ZoneRegister zones,
            Ledger ledger,
            DatabaseBudget budget,
            Authority authority,
            ParentDomain parentDomain,
            @All List<Witness> witnesses,
            Stages stages,
            Clock clock) {
        this.waitingRoom = waitingRoom;
        this.standings = standings;
        this.zones = zones;
        this.ledger = ledger;
        this.budget = budget;
        this.authority = authority;
        this.parentDomain = parentDomain;
        this.witnesses = witnesses;
        this.stages = stages;
        this.clock = clock;
        this.putOff = new RareLine(clock);
    }

    /**
     * The answer comes only after the ledger's commit: nothing leaves the server that the ledger does not hold.
     *
     * <p>Called on an event loop. Fails with {@link Refused} for everything foreseen.
     *
     * @param limit when the caller is told to come later; nothing is signed after it
     */
    public Uni<Provisioned> certificateFor(ProvisioningRequest request, Duration limit) {
        Instant now = clock.instant();
        Asked asked = new Asked(request, KeyFingerprint.of(request.key()), now, now.plus(limit));
        Uni<Provisioned> work =
                waitingRoom.enter(() -> decide(asked)).invoke(provisioned -> tell(request, provisioned));
        return Deadline.of(limit, work).onFailure(Refused.class).invoke(refused -> tell(request, refused));
    }

    private Uni<Provisioned> decide(Asked asked) {
        BoxKey boxKey = new BoxKey(asked.request().database(), asked.key());
        return sameKey.whileAsking(boxKey, whoAsksNow -> decide(asked, whoAsksNow));
    }

    private Uni<Provisioned> decide(Asked asked, SameKey.WhoAsksNow<Provisioned> whoAsksNow) {
        return stages.waited(
                        Stage.LOOK_UP,
                        standings.of(asked.request().database(), asked.request().contract(), asked.key()))
                .invoke(Provisioning::mustBeKnown)
                .invoke(this::mustBeEligible)
                .invoke(Provisioning::mustBeTheBoxesOwnKey)
                .chain(standing -> repeatedOrNew(asked, standing, whoAsksNow));
    }

    private static void mustBeKnown(Standing standing) {
        if (standing.facts() == null) {
            throw new Refused(new UnknownDatabaseOrContract());
        }
    }

    private void mustBeEligible(Standing standing) {
        Verdict verdict = stages.timed(Stage.JUDGING, () -> Eligibility.assess(standing.facts()));
        if (!verdict.eligible()) {
            throw new Refused(new NotEligible(verdict));
        }
    }

    /** Baseline Requirements 6.1.1.3: a key that is known to be others' too is never certified again. */
    private static void mustBeTheBoxesOwnKey(Standing standing) {
        if (standing.compromised()) {
            throw new Refused(new Unusable(
                    400,
                    "The key is not the box's alone",
                    new Reason(
                            "KEY_COMPROMISED",
                            "A certificate of this key was revoked because others have the key too.",
                            "Make a new key on the box, and ask with that one.")));
        }
    }

    /** The same box that asks again before its first answer is there costs neither a second signature nor a budget. */
    private Uni<Provisioned> repeatedOrNew(Asked asked, Standing standing, SameKey.WhoAsksNow<Provisioned> whoAsksNow) {
        if (isFresh(standing, asked.now())) {
            return Uni.createFrom().item(new Provisioned(standing.newest(), true));
        }
        return whoAsksNow
                .once(generation(standing), () -> sign(asked, standing), Provisioning::again)
                // Another replica was faster with this key: look again, and repeat what it recorded.
                .onItem()
                .ifNull()
                .switchTo(() -> decide(asked, whoAsksNow));
    }

    private static Provisioned again(Provisioned provisioned) {
        return new Provisioned(provisioned.certificate(), true);
    }

    /** Which one of its key's certificates the next one is. */
    private static int generation(Standing standing) {
        return standing.newest() == null ? 1 : standing.newest().generation() + 1;
    }

    /** @return null when this key's next certificate was recorded meanwhile */
    private Uni<Provisioned> sign(Asked asked, Standing standing) {
        witnesses.forEach(Witness::mustBeAbleToRecord);
        mustBeWithinBudget(asked, standing);
        return zoneOf(standing).chain(zone -> issue(asked, standing, zone));
    }

    /**
     * Until its renewal is due, a key that asks again gets what it has: its first answer may have been lost. But not what a
     * clock made that was ahead then: nobody could use it yet.
     */
    private boolean isFresh(Standing standing, Instant now) {
        Recorded newest = standing.newest();
        return newest != null
                && !standing.revoked()
                && !now.isBefore(newest.notBefore())
                && newest.issuer().equals(authority.issuerName())
                && now.isBefore(new Validity(newest.notBefore(), newest.notAfter())
                        .renewalWindow()
                        .notBefore());
    }

    private void mustBeWithinBudget(Asked asked, Standing standing) {
        DatabaseFacts facts = standing.facts();
        budget.take(facts.uuid(), facts.iotBoxes(), asked.now()).ifPresent(wait -> {
            throw new Refused(
                    new TooManyRequests("This database asked for more certificates than its boxes need.", wait));
        });
    }

    private Uni<Zone> zoneOf(Standing standing) {
        return standing.zone() != null
                ? Uni.createFrom().item(standing.zone())
                : zones.assignedTo(standing.facts().uuid());
    }

    private Uni<Provisioned> issue(Asked asked, Standing standing, Zone zone) {
        mustBeInTime(asked);
        IssuedCertificate issued = stages.timed(Stage.SIGNING, () -> signed(asked, zone));
        Recorded entry = entry(asked, standing, zone, issued);
        return stages.waited(Stage.RECORDING, ledger.record(entry))
                .map(recorded -> recorded ? new Provisioned(entry, false) : null);
    }

    private IssuedCertificate signed(Asked asked, Zone zone) {
        try {
            return authority.issue(
                    parentDomain.certificateNames(zone), asked.request().key(), asked.now());
        } catch (AuthorityOutOfTime e) {
            LOG.errorf("%s %s", e.getMessage(), e.remedy());
            throw new Refused(new TryLater(e.getMessage()));
        }
    }

    /** A stock box that was told "later" has given up this key: a certificate for it would be nobody's. */
    private void mustBeInTime(Asked asked) {
        if (clock.instant().isAfter(asked.end())) {
            throw new Refused(new TryLater("The server took too long."));
        }
    }

    private Recorded entry(Asked asked, Standing standing, Zone zone, IssuedCertificate issued) {
        return new Recorded(
                issued.serial(),
                asked.request().database(),
                zone,
                asked.request().door(),
                authority.issuerName(),
                asked.key(),
                generation(standing),
                issued.validity().notBefore(),
                issued.validity().notAfter(),
                asked.now(),
                asked.request().box(),
                issued.der());
    }

    /** Grants stand in the ledger and in the audit; a line here for each would cost more than the signature. */
    private void tell(ProvisioningRequest request, Provisioned provisioned) {
        LOG.debugf(
                "%s certificate %s for zone %s to database %s (%s door).",
                provisioned.repeated() ? "Repeated" : "Issued",
                provisioned.certificate().serial(),
                provisioned.certificate().zone(),
                request.database(),
                request.door());
        for (Witness witness : witnesses) {
            if (provisioned.repeated()) {
                witness.repeated(request, provisioned.certificate());
            } else {
                witness.issued(request, provisioned.certificate());
            }
        }
    }

    private void tell(ProvisioningRequest request, Refused refused) {
        if (refused.refusal().putsOff()) {
            putOff.tell(many -> request.reference().whileLogging(() -> log(request, refused, many)));
        } else {
            request.reference().whileLogging(() -> log(request, refused, 1));
        }
        witnesses.forEach(witness -> witness.refused(request, refused));
    }

    private static void log(ProvisioningRequest request, Refused refused, long times) {
        LOG.infof(
                "Refused database %s (%s door): %s %s%s",
                request.database(),
                request.door(),
                refused.refusal().code(),
                refused.explanation(),
                times == 1 ? "" : " It is the last of " + times + " that were told to come later.");
    }
}
