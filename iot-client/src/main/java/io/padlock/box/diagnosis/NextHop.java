package io.padlock.box.diagnosis;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.words.Phrase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whom the box connects to: the server, or the proxy before it. Whoever it is, its troubles are told as its own. */
record NextHop(String host, int port, boolean isProxy) {

    static NextHop towards(ServerAddress server, Optional<InetSocketAddress> proxy) {
        return proxy.map(one -> new NextHop(one.getHostString(), one.getPort(), true))
                .orElseGet(() -> new NextHop(server.host(), server.port(), false));
    }

    Finding found(InetAddress... addresses) {
        String listed =
                Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        return Finding.well(Subject.NAME_OF_SERVER, Phrase.of(isProxy ? "proxy.found" : "name.found", host, listed));
    }

    Finding notFound() {
        return notFound(Phrase.of(isProxy ? "proxy.not-found" : "name.not-found", host));
    }

    Finding notFoundWithin(Duration patience) {
        return notFound(Phrase.of(isProxy ? "proxy.silent" : "name.silent", host, patience.toSeconds()));
    }

    private Finding notFound(Phrase evidence) {
        return Finding.bad(
                Subject.NAME_OF_SERVER,
                evidence,
                Phrase.of(isProxy ? "proxy.not-found-remedy" : "name.not-found-remedy", host));
    }

    Finding open(String address) {
        return Finding.well(Subject.WAY_TO_SERVER, Phrase.of(isProxy ? "proxy.open" : "way.open", address, port));
    }

    /** @param isFiltered whether somebody on the way seems to do it */
    Finding closed(List<Phrase> failures, boolean isFiltered) {
        String remedy = isFiltered ? "way.filtered-remedy" : "way.refused-remedy";
        return Finding.bad(
                Subject.WAY_TO_SERVER,
                Phrase.of(isProxy ? "proxy.failures" : "way.failures", failures),
                Phrase.of(isProxy ? "proxy.closed-remedy" : remedy, port));
    }
}
