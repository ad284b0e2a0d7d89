package io.padlock.testing.hostility;

import io.padlock.testing.contract.Operation;

/**
 * One case. From the same seed and number, at a server with the same authority, comes the same.
 *
 * @param counted whether it comes from an address whose requests are counted
 */
public record Attack(
        long seed, long number, Kind kind, Operation operation, boolean counted, Prey prey, Script script) {

    /** Whether it is gone before an answer can come. */
    public boolean isGone() {
        return script.steps.stream().anyMatch(Step.Reset.class::isInstance);
    }

    /** Whether it says that nothing more will come, upon which a server may hang up before it has answered. */
    public boolean endsItsSide() {
        return script.steps.stream().anyMatch(Step.CloseOutput.class::isInstance);
    }

    @Override
    public String toString() {
        return "case " + number + " of seed " + seed + ", " + kind + " at " + operation;
    }
}
