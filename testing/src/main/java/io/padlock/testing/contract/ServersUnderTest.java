package io.padlock.testing.contract;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of this machine behind which the contract holds: of servers, and of wires to them. Boxes and others have their own. */
public final class ServersUnderTest {

    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    private ServersUnderTest() {}

    public static void add(int port) {
        PORTS.add(port);
    }

    public static void remove(int port) {
        PORTS.remove(port);
    }

    static boolean has(URI address) {
        return PORTS.contains(address.getPort());
    }
}
