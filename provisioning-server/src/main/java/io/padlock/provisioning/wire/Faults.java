package io.padlock.provisioning.wire;

import io.padlock.provisioning.Refusal.Several;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything in one request that can't be used, so that its sender hears it at once. For one request, on one thread. */
public final class Faults {

    private final List<Unusable> found = new ArrayList<>();

    /** @return what was parsed, or null when it can't be used: {@link #mustBeNone} has to be asked before that is read */
    public <T> T noted(Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (Refused refused) {
            if (refused.refusal() instanceof Unusable unusable) {
                found.add(unusable);
                return null;
            }
            throw refused;
        }
    }

    /** @throws Refused with the one fault's own code, or with MALFORMED_REQUEST and each as a reason */
    public void mustBeNone() {
        if (found.size() == 1) {
            throw new Refused(found.get(0));
        }
        if (!found.isEmpty()) {
            throw new Refused(several());
        }
    }

    private Several several() {
        List<Reason> reasons = found.stream().map(Unusable::reason).toList();
        return new Several(
                400,
                "MALFORMED_REQUEST",
                "Several fields can't be used",
                reasons.stream().map(Reason::explanation).collect(Collectors.joining(" ")),
                reasons);
    }
}
