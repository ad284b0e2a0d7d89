package io.padlock.provisioning.history;

import java.util.List;
import java.util.function.Function;

/**
 * Some of many, newest first.
 *
 * @param next where the next page begins, or null when this is the last one
 */
public record Page<T>(List<T> items, Place next) {

    static final int LONGEST = 1000;

    /** @param found one more than wanted, if there are more */
    static <T> Page<T> of(List<T> found, int limit, Function<T, Place> place) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, place.apply(items.get(limit - 1)));
    }
}
