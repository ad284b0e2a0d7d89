package io.padlock.box.printers;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** The network that the box itself is in. */
public final class Neighbourhood {

    /** 254 devices: more are no shop's, and would take long. */
    private static final int LARGEST = 24;

    private Neighbourhood() {}

    /** @param ip the box's own address; of a larger network only what is near it */
    public static Network of(String ip) {
        return Network.parse(ip + "/" + Math.max(LARGEST, bits(ip)));
    }

    private static int bits(String ip) {
        try {
            NetworkInterface network = NetworkInterface.getByInetAddress(InetAddress.getByName(ip));
            return network == null
                    ? LARGEST
                    : network.getInterfaceAddresses().stream()
                            .filter(address ->
                                    address.getAddress().getHostAddress().equals(ip))
                            .mapToInt(InterfaceAddress::getNetworkPrefixLength)
                            .findFirst()
                            .orElse(LARGEST);
        } catch (SocketException | UnknownHostException e) {
            return LARGEST;
        }
    }
}
