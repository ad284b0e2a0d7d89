package io.padlock.box.printers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** IPv4 addresses that begin alike, as {@code 192.168.1.0/24} writes them. */
public record Network(int base, int bits) {

    private static final int ALL_BITS = 32;
    /** Of which a shop's network is made: RFC 1918, and RFC 3927 where no router gave out addresses. */
    private static final List<Network> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
            .map(Network::parse)
            .toList();

    public Network {
        base &= mask(bits);
    }

    /** @throws IllegalArgumentException with a sentence that says what it must be */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        boolean hasBits = parts.length == 2 && parts[1].matches("[0-9]|[12][0-9]|3[0-2]");
        if (!hasBits || !PrinterAddress.IPV4.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no network like 192.168.1.0/24.");
        }
        return new Network(number(parts[0]), Integer.parseInt(parts[1]));
    }

    /** @throws IllegalArgumentException with a sentence that names the setting */
    static List<Network> all(Optional<List<String>> texts) {
        try {
            return texts.orElse(List.of()).stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("padlock.box.printers.networks: " + e.getMessage(), e);
        }
    }

    static boolean isPrivate(String ip) {
        return PRIVATE.stream().anyMatch(network -> network.contains(ip));
    }

    boolean contains(String ip) {
        return (number(ip) & mask(bits)) == base;
    }

    /** Those that a device may have: not the first, which is the network, and not the last, which is everybody. */
    List<String> devices() {
        int size = 1 << (ALL_BITS - bits);
        return size <= 2
                ? IntStream.range(0, size).mapToObj(i -> text(base + i)).toList()
                : IntStream.range(1, size - 1).mapToObj(i -> text(base + i)).toList();
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (ALL_BITS - bits);
    }

    private static int number(String ip) {
        int number = 0;
        for (String octet : ip.split("\\.")) {
            number = number << 8 | Integer.parseInt(octet);
        }
        return number;
    }

    private static String text(int number) {
        return (number >>> 24) + "." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
    }

    @Override
    public String toString() {
        return text(base) + "/" + bits;
    }
}
