package io.padlock.box.identity;

import io.padlock.box.words.Phrase;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Where certificates come from. The contract code travels there, so it is https, or a server on this very machine. */
public record ServerAddress(URI uri) {

    private static final int HIGHEST_PORT = 65_535;

    /** @throws NotAnAddress with a sentence */
    public static ServerAddress parse(String text) throws NotAnAddress {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new NotAnAddress("server.no-address", text);
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new NotAnAddress("server.bad-form", text);
        }
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isThisMachine(uri.getHost()))) {
            throw new NotAnAddress("server.not-https", text);
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new NotAnAddress("server.bad-port", text);
        }
        return new ServerAddress(uri);
    }

    /** Says what is the matter with what was set. */
    public static final class NotAnAddress extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Phrase why;

        public NotAnAddress(String key, String text) {
            this(Phrase.of(key, withoutPassword(text)));
        }

        private NotAnAddress(Phrase why) {
            super(why.toString());
            this.why = why;
        }

        public Phrase why() {
            return why;
        }
    }

    /** The page shows this message to the whole shop. */
    private static String withoutPassword(String text) {
        return text.replaceFirst("^([a-zA-Z]+://)?.*@", "$1…@");
    }

    private static boolean isThisMachine(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        // Numbers only: a name would be looked up, and could answer something else tomorrow.
        if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    public String host() {
        return uri.getHost();
    }

    public boolean isThisMachine() {
        return isThisMachine(uri.getHost());
    }

    public boolean secure() {
        return "https".equals(uri.getScheme());
    }

    public int port() {
        return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    /** The address of a document below the server's own, which may have a path. */
    public String path(String below) {
        String own = uri.getRawPath() == null ? "" : uri.getRawPath();
        return (own.endsWith("/") ? own.substring(0, own.length() - 1) : own) + below;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
