package measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A started subject, until its first good answer and after. */
public record Running(Launch launch, Process process, long from, Path log) {

    private static final double PATIENCE = 90;

    public double secondsUntilReady() throws Exception {
        while (true) {
            String answer = launch.asksAPage() ? ask() : "";
            if (launch.asksAPage() ? launch.isGood(answer) : takesConnections()) {
                return seconds();
            }
            mustBeAlive();
            if (seconds() > PATIENCE) {
                throw new EndedEarly(launch.title() + " did not answer well within " + (int) PATIENCE
                        + " s. Its last lines:\n" + lastLines());
            }
            // A refused connection costs next to nothing; an answer takes time from the one who is measured.
            TimeUnit.MILLISECONDS.sleep(answer.isEmpty() ? 2 : 20);
        }
    }

    private double seconds() {
        return (System.nanoTime() - from) / 1e9;
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch.port()), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Empty while nobody listens. */
    private String ask() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch.port()), 1000);
            socket.setSoTimeout(5000);
            String question = "GET " + launch.page() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    public void mustBeAlive() throws Exception {
        if (process.isAlive()) {
            return;
        }
        // After Ctrl-C the subject may be gone before this program knows: then there is nothing to report.
        TimeUnit.MILLISECONDS.sleep(300);
        throw new EndedEarly(launch.title() + " ended by itself, with status " + process.exitValue()
                + ". Its last lines:\n" + lastLines());
    }

    public String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}
