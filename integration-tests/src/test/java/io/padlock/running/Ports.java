package io.padlock.running;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Free ports, none handed out twice in one run. Below those that the kernel gives to whoever connects somewhere: such a one may
 * be taken before its program starts, and who asks whether it is open may be connected to itself.
 */
public final class Ports {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;
    /** Tests run in several processes at once: their ports begin far from each other. */
    private static final int APART = 1_009;

    private static int next = LOWEST + (int) (ProcessHandle.current().pid() * APART % (HIGHEST - LOWEST));

    private Ports() {}

    public static synchronized int free() {
        for (int tries = LOWEST; tries < HIGHEST; tries++) {
            next = next < HIGHEST ? next + 1 : LOWEST;
            try (ServerSocket socket = new ServerSocket(next, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException somebodyHasIt) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("This machine has no free port.");
    }

    public static boolean isOpen(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
