package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.smallrye.mutiny.Uni;

/** Whoever serves the pair over HTTPS. Here because the story needs it and must not know the homepage. */
public interface Served {

    /** Completes when new connections get this pair; those that are open stay. */
    Uni<Void> serve(CertificatePair pair);
}
