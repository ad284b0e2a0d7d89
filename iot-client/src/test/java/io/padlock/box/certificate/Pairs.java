package io.padlock.box.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** Pairs as they come from a server. */
public final class Pairs {

    static final String DATABASE = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";

    private Pairs() {}

    public static CertificatePair fresh(TestIssuer issuer, Instant now) {
        return of(BoxKey.make(), issuer, now);
    }

    public static void install(Path data, CertificatePair pair) throws IOException {
        install(new PairStore(data), pair);
    }

    static void install(PairStore store, CertificatePair pair) throws IOException {
        store.count(store.write(pair));
        store.giveUpPendingKeyOf(pair);
    }

    static CertificatePair of(BoxKey key, TestIssuer issuer, Instant now) {
        try {
            return Received.check(key, issuer.leafFor(key.publicKey()).chainPem(), null, null, now, new Random(1))
                    .grantedTo(DATABASE);
        } catch (Unusable e) {
            throw new IllegalStateException(e);
        }
    }
}
