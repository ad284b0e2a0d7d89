package io.padlock.box.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** Asked again each time it is needed: a router may give the box another one. */
    public static BoxAddress current(Optional<String> given) {
        return given.map(BoxAddress::new).orElseGet(BoxAddress::onTheLan);
    }

    /** A private address (RFC 1918) of an interface that is up; interfaces in the order of the kernel's numbers. */
    private static BoxAddress onTheLan() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(BoxAddress::isUpAndReal)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(InetAddress::isSiteLocalAddress)
                    .findFirst()
                    .map(address -> new BoxAddress(address.getHostAddress()))
                    .orElseGet(() -> new BoxAddress("127.0.0.1"));
        } catch (SocketException e) {
            return new BoxAddress("127.0.0.1");
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
