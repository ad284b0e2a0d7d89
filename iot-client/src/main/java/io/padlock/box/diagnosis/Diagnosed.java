package io.padlock.box.diagnosis;

import java.time.Instant;
import java.util.List;

/** All that was found, at one time. */
public record Diagnosed(Instant at, List<Finding> findings) {

    public boolean isWell() {
        return findings.stream().noneMatch(Finding::isBad);
    }
}
