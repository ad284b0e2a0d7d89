package io.padlock.box.identity;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The box's IPv4 address in the shop, which is the first part of its name. */
public record BoxAddress(String ip) {

    private static final Pattern IPV4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    public BoxAddress {
        if (!IPV4.matcher(ip).matches()) {
            throw new IllegalArgumentException(
                    "padlock.box.address is \"" + ip + "\"; it must be an IPv4 address like 192.168.1.25.");
        }
    }

    /** {@code 192-168-1-25.d73e7513.odoo-iot.com} for the zone {@code d73e7513.odoo-iot.com}. */
    public String nameIn(String zone) {
        return ip.replace('.', '-') + "." + zone;
    }

    /** Whose an address is. */
    public enum Kind {
        /** RFC 1918. */
        SHOPS,
        /** RFC 3927: a machine takes one of these where nobody gives it another. */
        SELF_MADE,
        /** RFC 6598: what a provider, or a VPN, has behind its own translation of addresses. */
        PROVIDERS,
        THIS_MACHINE,
        INTERNET
    }

    public Kind kind() {
        int[] parts = Arrays.stream(ip.split("\\.")).mapToInt(Integer::parseInt).toArray();
        int first = parts[0];
        int second = parts[1];
        if (first == 10 || first == 172 && second / 16 == 1 || first == 192 && second == 168) {
            return Kind.SHOPS;
        }
        if (first == 169 && second == 254) {
            return Kind.SELF_MADE;
        }
        if (first == 100 && second / 64 == 1) {
            return Kind.PROVIDERS;
        }
        return first == 127 ? Kind.THIS_MACHINE : Kind.INTERNET;
    }

    /** Asked again each time it is needed: a router may give the box another one. */
    public static BoxAddress current(Optional<String> given) {
        return found(given).orElseGet(() -> new BoxAddress("127.0.0.1"));
    }

    /** @return nothing where none was given, and the machine has none of a shop's network */
    public static Optional<BoxAddress> found(Optional<String> given) {
        return given.map(BoxAddress::new)
                .or(() -> ofThisMachine().stream()
                        .filter(address -> address.kind() == Kind.SHOPS)
                        .findFirst());
    }

    /** Of its interfaces that are up, in the order of the kernel's numbers; the loopback and VPNs are not among them. */
    public static List<BoxAddress> ofThisMachine() {
        return interfacesUp()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(address -> new BoxAddress(address.getHostAddress()))
                .toList();
    }

    /** Whether a cable or a WiFi leads anywhere, whatever came of it. */
    public static boolean isInANetwork() {
        return interfacesUp().findAny().isPresent();
    }

    private static Stream<NetworkInterface> interfacesUp() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(BoxAddress::isUpAndReal)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex));
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private static boolean isUpAndReal(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
        } catch (SocketException e) {
            return false;
        }
    }
}
