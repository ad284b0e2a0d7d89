package io.padlock.testing.printer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What listens at an address and speaks no TLS. */
public final class Listener implements AutoCloseable {

    private final ServerSocket ear;
    private final byte[] says;
    private final List<Socket> visitors = new CopyOnWriteArrayList<>();

    private Listener(String address, int port, String says) throws IOException {
        this.ear = new ServerSocket();
        this.says = says.getBytes(StandardCharsets.UTF_8);
        ear.setReuseAddress(true);
        ear.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        Thread thread = new Thread(this::welcome, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes every connection and never says a word. */
    public static Listener thatHangs(String address, int port) throws IOException {
        return new Listener(address, port, "");
    }

    /** At an address of its own. */
    public static Listener thatHangs(int port) throws IOException {
        return FreeAddress.find(address -> thatHangs(address, port));
    }

    /** Says what no TLS begins with, at an address of its own. */
    public static Listener withoutTls(int port) throws IOException {
        return FreeAddress.find(address -> withoutTls(address, port));
    }

    public static Listener withoutTls(String address, int port) throws IOException {
        return new Listener(
                address, port, "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nThis port speaks HTTP.\n");
    }

    public String address() {
        return ear.getInetAddress().getHostAddress();
    }

    public int port() {
        return ear.getLocalPort();
    }

    /** How many came. */
    public int visitors() {
        return visitors.size();
    }

    private void welcome() {
        try {
            while (true) {
                Socket visitor = ear.accept();
                visitors.add(visitor);
                if (says.length > 0) {
                    visitor.getOutputStream().write(says);
                    visitor.shutdownOutput();
                }
            }
        } catch (IOException closed) {
            // Nobody is welcome any more.
        }
    }

    @Override
    public void close() throws IOException {
        ear.close();
        for (Socket visitor : visitors) {
            visitor.close();
        }
    }
}
