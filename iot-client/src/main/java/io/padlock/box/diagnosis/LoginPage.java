package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.words.Phrase;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A network that wants a login first. It can't answer in the place of a server over HTTPS without being seen, so it lets such
 * connections end, or shows a certificate of its own; over plain HTTP it sends everybody to its page, whatever was asked.
 */
final class LoginPage {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LOGIN_WANTED = 511;

    /** What a server of ours has, and answers with something that no page is; others don't have it. */
    private static final String PLACE = "/v1/authority/root.pem";

    private final Courier courier;
    private final int port;

    LoginPage(Courier courier) {
        this(courier, 80);
    }

    /** @param port of plain HTTP; a test has none below 1024 */
    LoginPage(Courier courier, int port) {
        this.courier = courier;
        this.port = port;
    }

    /**
     * @param asked what came
     * @return what was found without it, unless it is such a network's doing
     */
    Finding orElse(Finding bad, Optional<Reply> asked, ServerAddress server) {
        return asked.flatMap(reply -> seen(reply, server.host()))
                .map(seen -> Finding.bad(
                        bad.subject(),
                        Phrase.of("way.login-page", bad.evidence(), server.host(), seen),
                        Phrase.of("answer.anothers-remedy", server)))
                .orElse(bad);
    }

    /** @return what came, from whomever; nothing where nobody is there */
    Optional<Reply> ask(String host) {
        try {
            return Optional.of(courier.getInTheClear(host, port, PLACE)
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .await()
                    .indefinitely());
        } catch (RuntimeException nobodyThere) {
            return Optional.empty();
        }
    }

    /** @return nothing where it is what a server says who wants HTTPS, or does not have the place */
    private static Optional<String> seen(Reply reply, String host) {
        String type = String.valueOf(reply.headers().get("Content-Type"));
        if (reply.status() / 100 == 3) {
            String location = String.valueOf(reply.headers().get("Location")).replaceAll("[?#].*", "");
            return leadsElsewhere(location, host) ? Optional.of(reply.status() + ", " + location) : Optional.empty();
        }
        boolean isPage = reply.status() == 200 && !type.startsWith("application/x-pem-file");
        return isPage || reply.status() == LOGIN_WANTED ? Optional.of(reply.status() + ", " + type) : Optional.empty();
    }

    private static boolean leadsElsewhere(String location, String host) {
        try {
            String other = URI.create(location).getHost();
            return other != null && !other.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
