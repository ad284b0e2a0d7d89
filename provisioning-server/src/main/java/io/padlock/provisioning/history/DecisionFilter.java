package io.padlock.provisioning.history;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import java.time.Instant;

/**
 * Which decisions; what is null does not matter.
 *
 * @param code a refusal's own, or that of one of its reasons
 * @param after at this moment or later
 * @param before before this moment
 */
public record DecisionFilter(
        DatabaseUuid database, Outcome outcome, String code, String reference, Instant after, Instant before) {

    /** The ledger knows neither codes nor references: only what is in {@code decision} can have them. */
    boolean wantsIssued() {
        return (outcome == null || outcome == Outcome.ISSUED) && code == null && reference == null;
    }

    boolean wantsDecided() {
        return outcome != Outcome.ISSUED;
    }
}
