package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.history.Page;
import io.padlock.provisioning.history.Place;
import java.util.List;
import java.util.function.Function;

/** @param next the cursor of the next page, or null when this is the last one */
record PageAnswer<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) String next) {

    private static final String RULE = "what another page of this list gave as 'next'";

    static <R, T> PageAnswer<T> of(Page<R> page, Function<R, T> answer) {
        return new PageAnswer<>(
                page.items().stream().map(answer).toList(),
                page.next() == null ? null : page.next().opaque());
    }

    /** @param list fails with an IllegalArgumentException when the place is in another list */
    static <P> P behind(String cursor, Function<Place, P> list) {
        try {
            return list.apply(Parameter.parse("cursor", cursor, RULE, Place::parse));
        } catch (IllegalArgumentException e) {
            throw Parameter.refused("cursor is " + RULE + ".");
        }
    }
}
