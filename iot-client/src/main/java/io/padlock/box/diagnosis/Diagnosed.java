package io.padlock.box.diagnosis;

import io.padlock.box.words.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that was found, at one time.
 *
 * @param notes what can't be seen from the box, and whoever opens its page has to know
 */
public record Diagnosed(Instant at, List<Finding> findings, List<Phrase> notes) {

    /** They repeat what the box's page says anyway. */
    private static final Set<Subject> TOLD_ANYWAY = Set.of(Subject.CONNECTION, Subject.CERTIFICATE);

    static final Diagnosed NEVER = new Diagnosed(Instant.MIN, List.of(), List.of());

    public boolean isWell() {
        return findings.stream().noneMatch(Finding::isBad);
    }

    /** The first of what is wrong, for a page that has the box's status already. */
    public Optional<Finding> firstNews() {
        return findings.stream()
                .filter(Finding::isBad)
                .filter(finding -> !TOLD_ANYWAY.contains(finding.subject()))
                .findFirst();
    }
}
