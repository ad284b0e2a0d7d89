package io.padlock.provisioning.dns;

import java.util.List;
import java.util.Map;

/** What stands at {@code _acme-challenge.<zone>}, for authorities that ask by DNS whether a zone is ours (RFC 8555, section 8.4). */
final class AcmeChallenges {

    private volatile Map<String, List<String>> byZone = Map.of();

    List<String> of(String zone) {
        return byZone.getOrDefault(zone, List.of());
    }

    void are(Map<String, List<String>> all) {
        byZone = Map.copyOf(all);
    }
}
