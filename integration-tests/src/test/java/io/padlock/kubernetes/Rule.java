package io.padlock.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** What manifests are held to before a cluster sees them. */
interface Rule {

    List<Rule> ALL = List.of(
            new KnownFields(),
            new References(),
            new Selectors(),
            new Ports(),
            new Probes(),
            new Paths(),
            new RestrictedPods(),
            new HouseRules());

    /** @return a sentence for each thing that is wrong */
    Stream<String> faults(Manifests manifests);

    static List<String> faultsOf(Manifests manifests) {
        return ALL.stream().flatMap(rule -> rule.faults(manifests)).toList();
    }
}
