package io.padlock.box.names;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.ServerAddress.NotAnAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where DNS is spoken over HTTPS.
 *
 * @param query what its address ends with, from the question mark on; empty where there is none
 * @param at the address behind its name, where it is not to be looked up
 */
public record OverHttps(ServerAddress server, String query, Optional<InetAddress> at) {

    /** RFC 3986, section 3.4. */
    private static final String QUERY = "|\\?[\\w%&=.~!$'()*+,;:@/?-]*";

    private static final String NUMBERS = "[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

    /**
     * @param text {@code https://dns.google/dns-query 8.8.8.8}, with or without the second; as it is published, too: what is in
     *     braces in the end is for those who ask by GET
     * @throws NotAnAddress with a sentence
     */
    public static OverHttps parse(String text) throws NotAnAddress {
        String[] parts = text.strip().split("\\s+", 2);
        String address = parts[0].replaceFirst("\\{\\?dns}$", "");
        int end = address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
        String query = address.substring(end);
        if (!query.matches(QUERY)) {
            throw new NotAnAddress("server.no-address", text);
        }
        return new OverHttps(
                ServerAddress.parse(address.substring(0, end)),
                query,
                parts.length < 2 ? Optional.empty() : Optional.of(numbers(parts[1], text)));
    }

    /** No name: it would have to be looked up. */
    private static InetAddress numbers(String text, String whole) throws NotAnAddress {
        try {
            if (text.matches(NUMBERS)) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // Told below.
        }
        throw new NotAnAddress("server.no-address", whole);
    }
}
