package io.padlock.box.names;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where one is. */
public record NameServer(String host, int port) {

    public static final int USUAL_PORT = 53;
    private static final int HIGHEST_PORT = 65_535;

    /** {@code 192.168.1.1}, {@code dns.example.com:5353}, {@code fe80::1%br-lan}, {@code [fe80::1]:5353} */
    private static final Pattern FORM =
            Pattern.compile("\\[([0-9a-fA-F:.]+(?:%[\\w.-]+)?)](?::([0-9]{1,5}))?|([^:\\s\\[\\]]+)(?::([0-9]{1,5}))?");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]+(%[\\w.-]+)?");

    /** @throws IllegalArgumentException with a sentence */
    public static NameServer parse(String text) {
        if (IPV6.matcher(text.strip()).matches() && text.indexOf(':') != text.lastIndexOf(':')) {
            return new NameServer(text.strip(), USUAL_PORT);
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("A name server's address is \"" + text
                    + "\"; it must be one like 192.168.1.1 or 192.168.1.1:5353.");
        }
        boolean isInBrackets = form.group(1) != null;
        return new NameServer(
                isInBrackets ? form.group(1) : form.group(3), port(isInBrackets ? form.group(2) : form.group(4)));
    }

    private static int port(String text) {
        int port = text == null ? USUAL_PORT : Integer.parseInt(text);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "A name server's port is " + port + "; ports go from 1 to " + HIGHEST_PORT + ".");
        }
        return port;
    }

    public static List<NameServer> all(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream().map(NameServer::parse).toList();
    }

    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** As people write it. */
    @Override
    public String toString() {
        return port == USUAL_PORT ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
