package measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

public final class Ports {

    private Ports() {}

    /**
     * Below those that Linux takes for outgoing connections (32768 and up): there, a connection to a port on which
     * nobody listens yet now and then gets that very port for its own end: it is connected to itself, and the port is
     * taken.
     */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
    }
}
