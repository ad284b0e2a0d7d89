package io.padlock.box;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real proxy, with a password: whoever it is told to connect to, it knows a single server. */
public final class ConnectProxy implements AutoCloseable {

    private static final String USER = "box:pass word";

    private final ServerSocket door;
    private final int server;
    private final String greeting;
    private final List<String> told = new CopyOnWriteArrayList<>();

    private ConnectProxy(int server, String greeting) {
        this.server = server;
        this.greeting = greeting;
        try {
            this.door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::takeAll);
    }

    public static ConnectProxy before(FakeServer server) {
        String address = server.address();
        return new ConnectProxy(
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), "200 Connection established");
    }

    public static ConnectProxy thatForbids() {
        return new ConnectProxy(0, "403 Forbidden");
    }

    /** With the user and the password that it takes. */
    public String address() {
        return addressFor("box:pass%20word@");
    }

    /** @param user with what separates it from the host, or nothing */
    public String addressFor(String user) {
        return "http://" + user + "127.0.0.1:" + door.getLocalPort();
    }

    /** What it was asked for. */
    public List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void takeAll() throws IOException {
        while (!door.isClosed()) {
            Socket box = door.accept();
            thread(() -> serve(box));
        }
    }

    private void serve(Socket box) throws IOException {
        String head = head(box.getInputStream());
        told.add(head);
        String expected = Base64.getEncoder().encodeToString(USER.getBytes(StandardCharsets.US_ASCII));
        if (!head.contains("Basic " + expected)) {
            say(box, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            box.close();
            return;
        }
        say(box, "HTTP/1.1 " + greeting + "\r\n\r\n");
        if (server == 0) {
            box.close();
            return;
        }
        Socket further = new Socket(InetAddress.getLoopbackAddress(), server);
        thread(() -> pass(box, further));
        pass(further, box);
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // One of both hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
