package io.padlock.provisioning.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What stands at {@code _acme-challenge.<zone>}, for authorities that ask by DNS whether a zone is ours (RFC 8555, section 8.4). */
final class AcmeChallenges {

    /** After that an authority has given up, too: none waits longer for a proof that it wants to see. */
    static final Duration LIFE = Duration.ofDays(7);

    private volatile Map<String, List<String>> byZone = Map.of();

    /** What was written then or before stands no more. */
    static OffsetDateTime endedBefore(Instant now) {
        return now.minus(LIFE).atOffset(ZoneOffset.UTC);
    }

    List<String> of(String zone) {
        return byZone.getOrDefault(zone, List.of());
    }

    void are(Map<String, List<String>> all) {
        byZone = Map.copyOf(all);
    }
}
