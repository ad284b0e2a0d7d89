package io.padlock.box.network;

import io.padlock.box.identity.ServerAddress;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The way out of a network that has none but through its proxy. Set as curl and others take it: {@code https_proxy} and
 * {@code no_proxy}, unless {@code padlock.box.proxy} says otherwise.
 */
public final class Proxy {

    private static final int HIGHEST_PORT = 65_535;

    private final Optional<URI> address;
    private final List<String> exceptions;

    private Proxy(Optional<URI> address, List<String> exceptions) {
        this.address = address;
        this.exceptions = exceptions;
    }

    /**
     * @param address {@code http://[user:password@]host:port}
     * @param exceptions hosts and domains that are reached without it, separated by commas; {@code *} is all of them
     * @throws IllegalArgumentException when it is no such address; what was set is not repeated, it may hold a password
     */
    public static Proxy of(Optional<String> address, Optional<String> exceptions) {
        return new Proxy(
                address.map(String::strip).filter(text -> !text.isEmpty()).map(Proxy::parse),
                Arrays.stream(exceptions.orElse("").split(","))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static URI parse(String text) {
        URI uri = uri(text.contains("://") ? text : "http://" + text);
        boolean isOne = uri != null && "http".equals(uri.getScheme()) && uri.getHost() != null;
        if (!isOne || uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "The proxy's address must have the form http://proxy.example.com:3128, or http://user:password@…, with a port from 1 to 65535.");
        }
        return uri;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** @return where it is, unresolved; nothing where the server is reached without it */
    public Optional<InetSocketAddress> addressTowards(ServerAddress server) {
        return towards(server).map(proxy -> InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
    }

    Optional<ProxyOptions> towards(ServerAddress server) {
        return server.isThisMachine() || isException(server.host()) ? Optional.empty() : address.map(Proxy::options);
    }

    private boolean isException(String host) {
        return exceptions.stream()
                .anyMatch(name -> name.equals("*")
                        || host.equals(name)
                        || host.endsWith(name.startsWith(".") ? name : "." + name));
    }

    private static ProxyOptions options(URI proxy) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort() > 0 ? proxy.getPort() : 3128);
        if (proxy.getUserInfo() != null) {
            String[] user = proxy.getUserInfo().split(":", 2);
            options.setUsername(user[0]).setPassword(user.length == 2 ? user[1] : "");
        }
        return options;
    }
}
