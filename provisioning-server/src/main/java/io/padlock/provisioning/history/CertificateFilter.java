package io.padlock.provisioning.history;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.history.Place.Kind;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.naming.Zone;
import java.time.Instant;

/**
 * Which certificates; what is null does not matter.
 *
 * @param endsAfter those that end at this moment or later
 * @param endsBefore those that end before this moment
 */
public record CertificateFilter(
        DatabaseUuid database,
        Zone zone,
        Serial serial,
        CertificateState state,
        Instant endsAfter,
        Instant endsBefore) {

    /**
     * What "newest" means, which is which index the list walks along. Of one database, or of all when nothing is said of
     * the end: by issue. Of all by their end: latest end first, which is the order of issue too for as long as
     * {@code padlock.issuance.validity} stays what it is. Otherwise a search for those that ended in May would walk over
     * all that were issued since.
     */
    Kind order() {
        boolean ofAll = database == null && zone == null && serial == null;
        boolean byEnd = endsAfter != null || endsBefore != null || state == CertificateState.EXPIRED;
        return ofAll && byEnd ? Kind.ENDING : Kind.ISSUED;
    }
}
