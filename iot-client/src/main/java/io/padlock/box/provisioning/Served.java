package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;

/** Whoever serves the pair over HTTPS. Here because the story needs it and must not know the homepage. */
public interface Served {

    /**
     * Completes when a connection was seen to get this pair; those that are open stay. Fails with {@link NotServed} when it
     * gets another one, or none.
     */
    Uni<Void> serve(CertificatePair pair);

    /** The same, without doing anything for it. */
    Uni<Void> mustStillServe(CertificatePair pair);

    /** Called once, before the first pair. */
    default void beReady() throws IOException {}

    /** Where whoever is on this machine finds it. */
    SocketAddress at();

    /** Whether it reads the files of the pair that counts, or takes the pair as it is. */
    boolean readsTheDisk();
}
