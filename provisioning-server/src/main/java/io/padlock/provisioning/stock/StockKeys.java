package io.padlock.provisioning.stock;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.issuance.FreshKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Where a stock box's key comes from. Each key is given to one request, and never to another that may be granted too. */
interface StockKeys {

    /** Fails with "later" when there is none in time. Answers on the Vert.x context of the caller. */
    Uni<FreshKey> next(Duration limit);

    /** A key that was neither certified nor sent. */
    void giveBack(FreshKey key);

    void close();

    static StockKeys of(StockConfig config) {
        return switch (config.key()) {
            case EC_P256 -> new MadeWhenAsked();
            case RSA_2048 -> MadeAhead.start(FreshKey::makeRsa2048, ahead(config));
        };
    }

    private static int ahead(StockConfig config) {
        int ahead = config.rsaKeysAhead();
        if (ahead < 1 || ahead > 10_000) {
            throw new CannotStart("padlock.stock.rsa-keys-ahead is " + ahead + "; it must be from 1 to 10000.");
        }
        return ahead;
    }

    /** For keys that take less time than any other step. */
    final class MadeWhenAsked implements StockKeys {
        @Override
        public Uni<FreshKey> next(Duration limit) {
            return Uni.createFrom().item(FreshKey::make);
        }

        @Override
        public void giveBack(FreshKey key) {
            // The next one is made when it is asked for.
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }
}
