package io.padlock.provisioning.directory;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Where imports begin. */
@ApplicationScoped
public class Imports {

    private final Pool pool;

    Imports(Pool pool) {
        this.pool = pool;
    }

    /**
     * Nothing is sent before {@link Import#begin}.
     *
     * @param asOne whether all that is written becomes visible at once, by {@link Import#commit}, or each part by itself
     * @param patience what a statement may take
     */
    public Import one(boolean asOne, Duration patience) {
        return new Import(pool, asOne, patience);
    }
}
