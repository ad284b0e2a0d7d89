package io.padlock.box.provisioning;

import io.padlock.box.identity.Box;
import io.padlock.box.identity.Identity.Connected;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** How a server is asked for a certificate. */
interface ServerDoor {

    /** @param signingRequest of the box's own key; a server that makes keys itself has no use for it */
    Uni<Asked> ask(Connected identity, String signingRequest, Box box);

    /** When the certificate is to be renewed, as the server sees it now; nothing where it does not say. */
    Uni<Renewal> renewal(Connected identity, String serial);

    /** @param serverClock at the time of its answer; absent where it told none */
    record Asked(Answer answer, Optional<Instant> serverClock) {}

    /** @param again when asking again is useful; zero where the server did not say */
    record Renewal(Optional<Instant> from, Optional<Instant> to, java.time.Duration again) {}
}
