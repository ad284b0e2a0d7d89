package io.padlock.provisioning.dns;

import java.net.InetAddress;

/** The addresses that one sender may have all of: an IPv4 /24, an IPv6 /56. */
final class Network {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 7;

    private Network() {}

    /** @return a number of its own for each, of either kind */
    static long of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isIpv4 = bytes.length == 4;
        long network = isIpv4 ? 1 : 0;
        for (int i = 0; i < (isIpv4 ? IPV4_BYTES : IPV6_BYTES); i++) {
            network = network << 8 | bytes[i] & 255;
        }
        return isIpv4 ? ~network : network;
    }
}
