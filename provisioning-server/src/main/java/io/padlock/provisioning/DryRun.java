package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.eligibility.Check;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Eligibility;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.standing.Standings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@link Provisioning} would say of a database. Nothing is issued, assigned or remembered. */
@Singleton
public class DryRun {

    private final WaitingRoom waitingRoom;
    private final Standings standings;

    DryRun(WaitingRoom waitingRoom, Standings standings) {
        this.waitingRoom = waitingRoom;
        this.standings = standings;
    }

    /** @return every check in its order; only the first for a caller who doesn't know the contract code */
    public Uni<List<Check>> of(DatabaseUuid database, EnterpriseCode contract, Duration limit) {
        return Deadline.of(
                limit,
                waitingRoom.enter(() -> standings.of(database, contract)).map(standing -> checks(standing.facts())));
    }

    /** Whether the caller knows the contract code. */
    public static boolean isKnown(List<Check> checks) {
        return checks.get(0).passed();
    }

    private static List<Check> checks(DatabaseFacts facts) {
        UnknownDatabaseOrContract unknown = new UnknownDatabaseOrContract();
        if (facts == null) {
            return unknown.reasons().stream().map(Check::failed).toList();
        }
        List<Check> checks = new ArrayList<>();
        checks.add(Check.passed(unknown.code(), "The database and its contract are known here."));
        checks.addAll(Eligibility.checks(facts));
        return checks;
    }
}
