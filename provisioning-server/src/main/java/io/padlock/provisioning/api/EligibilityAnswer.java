package io.padlock.provisioning.api;

import io.padlock.provisioning.eligibility.Check;
import java.util.List;

/** A dry run as the contract tells it. */
record EligibilityAnswer(boolean eligible, List<Check> checks) {

    static EligibilityAnswer of(List<Check> checks) {
        return new EligibilityAnswer(checks.stream().allMatch(Check::passed), checks);
    }
}
