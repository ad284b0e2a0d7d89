package io.padlock.box.identity;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Which of a customer's boxes this is.
 *
 * @param identifier the hardware address of its first network interface, as stock boxes have it
 * @param name what people call it
 */
public record Box(String identifier, String name) {

    public static Box ofThisMachine(IdentityConfig config) {
        String name = config.name().orElseGet(BoxName::ofThisMachine);
        return new Box(hardwareAddress(name), name);
    }

    /** A machine without one, a container for instance, goes by its name. */
    private static String hardwareAddress(String otherwise) {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .map(Box::addressOf)
                    .filter(Objects::nonNull)
                    .map(bytes -> HexFormat.ofDelimiter(":").formatHex(bytes))
                    .findFirst()
                    .orElse(otherwise);
        } catch (SocketException e) {
            return otherwise;
        }
    }

    private static byte[] addressOf(NetworkInterface network) {
        try {
            return network.isLoopback() || network.isVirtual() ? null : network.getHardwareAddress();
        } catch (SocketException e) {
            return null;
        }
    }
}
