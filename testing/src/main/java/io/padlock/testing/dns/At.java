package io.padlock.testing.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where one listens. */
public record At(String address, int port) {

    private static final String THIS_MACHINE = "127.0.0.1";

    public static At port(int port) {
        return new At(THIS_MACHINE, port);
    }

    /** Where nothing listens now. */
    static At free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(THIS_MACHINE))) {
            return port(socket.getLocalPort());
        }
    }
}
