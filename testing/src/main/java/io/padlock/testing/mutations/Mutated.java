package io.padlock.testing.mutations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signing request after something happened to it. It may still be good.
 *
 * @param kind what happened, for counting
 */
public record Mutated(long seed, int number, String kind, String begunWith, String text) {

    /** All that is needed to have it again; the text in Base64, because of what may stand in it. */
    @Override
    public String toString() {
        return "case " + number + " of -Dpadlock.mutations.seed=" + seed + ": " + kind + " of " + begunWith
                + "; the signing request, in Base64: "
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
