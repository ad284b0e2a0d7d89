package io.padlock.box.diagnosis;

import io.padlock.box.network.Reply;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;

/**
 * What was found on the way to the server, up to the first that is bad.
 *
 * @param inTheClear what came over plain HTTP, where that was asked and no login page answered
 */
record Way(List<Finding> findings, Optional<Reply> inTheClear) {

    static Way of(List<Finding> findings) {
        return new Way(List.copyOf(findings), Optional.empty());
    }

    boolean isBarred() {
        return findings.stream().anyMatch(Finding::isBad);
    }

    /** Whether the machine's DNS servers left a name without a yes or a no. */
    boolean isInSilence() {
        return findings.stream()
                .map(Finding::evidence)
                .map(Phrase::key)
                .anyMatch(key -> key.equals("name.silent") || key.equals("proxy.silent"));
    }
}
