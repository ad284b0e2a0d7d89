package io.padlock.provisioning.ledger;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.gathering.Gathering;
import io.vertx.pgclient.PgException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger refused since it last took something, for readiness to try again.
 *
 * <p>A refusal may be about one row alone: then nothing is wrong with the ledger, and whoever routes requests must not hear of
 * it. When the rows of several databases were refused, and none was taken in between, it is the ledger.
 */
final class NotTaken {

    private static final int SEVERAL = 3;

    private final Map<DatabaseUuid, Recorded> rows = new LinkedHashMap<>();
    private Recorded any;

    synchronized void refused(Recorded certificate, PgException refusal) {
        if (!Gathering.isAboutOneRow(refusal)) {
            any = certificate;
        } else if (rows.size() < SEVERAL) {
            rows.put(certificate.database(), certificate);
        }
    }

    synchronized void tookSome() {
        any = null;
        rows.clear();
    }

    /** @return one of which is enough to be taken; empty when nothing stands against the ledger */
    synchronized List<Recorded> toTry() {
        if (any != null) {
            return List.of(any);
        }
        return rows.size() < SEVERAL ? List.of() : List.copyOf(rows.values());
    }
}
