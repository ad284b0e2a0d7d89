package io.padlock.box.diagnosis;

import io.padlock.box.names.NamesConfig;
import io.padlock.testing.dns.RunningDns;
import java.util.List;
import java.util.Optional;

/** What a person set about DNS. */
record Dns(Optional<List<String>> resolvers, Optional<List<String>> authority, Optional<String> overHttps)
        implements NamesConfig {

    static final Dns NOTHING_SET = new Dns(Optional.empty(), Optional.empty(), Optional.empty());

    Dns asking(String... others) {
        return new Dns(Optional.of(List.of(others)), authority, overHttps);
    }

    Dns publishedBy(RunningDns server) {
        return publishedBy(server.address());
    }

    Dns publishedBy(String server) {
        return new Dns(resolvers, Optional.of(List.of(server)), overHttps);
    }

    Dns overHttpsAt(String address) {
        return new Dns(resolvers, authority, Optional.of(address));
    }
}
