package io.padlock.box.printers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** One connection to a printer. It ends when its time is over, whatever the other side does: silence, or a drop a second. */
final class Talk implements AutoCloseable {

    /** An answer is some hundred characters. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Socket plain = new Socket();
    private final String ip;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean isOver;
    private Socket socket = plain;

    private Talk(String ip, Duration time) {
        this.ip = ip;
        end.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS).thenRun(this::over);
    }

    static Talk open(PrinterAddress address, int port, Duration connecting, Duration time) throws IOException {
        Talk talk = new Talk(address.ip(), time);
        try {
            talk.plain.connect(
                    new InetSocketAddress(InetAddress.getByName(address.ip()), port), (int) connecting.toMillis());
            talk.plain.setSoTimeout((int) time.toMillis());
            return talk;
        } catch (IOException e) {
            talk.close();
            throw talk.told(e);
        }
    }

    /** Versions and ciphers are those that this Java still speaks, which are those of browsers: TLS 1.2 and 1.3. */
    void secure(X509TrustManager trust) throws IOException {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {trust}, null);
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, ip, plain.getPort(), true);
            socket = secured;
            if (!(trust instanceof Everybody)) {
                SSLParameters asBrowsersDo = secured.getSSLParameters();
                asBrowsersDo.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(asBrowsersDo);
            }
            secured.startHandshake();
        } catch (GeneralSecurityException e) {
            throw new IOException("This Java has no TLS.", e);
        } catch (IOException e) {
            throw told(e);
        }
    }

    /** @param isEnough stops reading as soon as it says so */
    String post(String path, String type, String body, Predicate<String> isEnough) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + ip + "\r\nContent-Type: " + type
                + "\r\nSOAPAction: \"\"\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
        try {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return read(socket.getInputStream(), isEnough);
        } catch (IOException e) {
            throw told(e);
        }
    }

    private static String read(InputStream in, Predicate<String> isEnough) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[4096];
        while (answer.length() < LONGEST_ANSWER && !isEnough.test(answer.toString())) {
            int count = in.read(some);
            if (count < 0) {
                break;
            }
            answer.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
        }
        return answer.toString();
    }

    /** What was cut by us was too slow. */
    private IOException told(IOException failure) {
        return isOver ? new SocketTimeoutException("Its time was over.") : failure;
    }

    private void over() {
        isOver = true;
        shut();
    }

    private void shut() {
        try {
            plain.close();
        } catch (IOException e) {
            // It is closed then, or nobody can.
        }
    }

    @Override
    public void close() {
        end.cancel(false);
        shut();
    }

    /** Whom one believes who wants to see what is shown, whatever that is. */
    abstract static class Everybody extends X509ExtendedTrustManager {}
}
