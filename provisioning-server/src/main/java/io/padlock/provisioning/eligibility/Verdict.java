package io.padlock.provisioning.eligibility;

import java.util.List;

/** Everything that stands against a certificate; when that is nothing, the database may have one. */
public record Verdict(List<Reason> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    public boolean eligible() {
        return reasons.isEmpty();
    }
}
