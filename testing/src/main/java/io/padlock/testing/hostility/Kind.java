package io.padlock.testing.hostility;

import io.padlock.testing.contract.Operation;
import java.util.function.Predicate;

/**
 * A way to be hostile.
 *
 * @param isSlow whether it takes its time, so that there are fewer of it, on connections of their own
 */
public record Kind(String name, boolean isSlow, Predicate<Operation> appliesTo, Recipe recipe) {

    interface Recipe {
        Script spoil(Draft good, Dice dice);
    }

    static Kind of(String name, Predicate<Operation> appliesTo, Recipe recipe) {
        return new Kind(name, false, appliesTo, recipe);
    }

    static Kind slow(String name, Predicate<Operation> appliesTo, Recipe recipe) {
        return new Kind(name, true, appliesTo, recipe);
    }

    @Override
    public String toString() {
        return name;
    }
}
