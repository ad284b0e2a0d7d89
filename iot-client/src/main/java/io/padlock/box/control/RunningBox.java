package io.padlock.box.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The box that runs on a folder, as a command sees it. */
public final class RunningBox {

    /** As long as the longest attempt, and a little more. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ControlFile file;
    private final Duration patience;

    RunningBox(ControlFile file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** @return nothing where none runs */
    public static Optional<RunningBox> on(Path data) throws IOException {
        Optional<RunningBox> box = ControlFile.read(data).map(file -> new RunningBox(file, PATIENCE));
        try {
            if (box.isPresent()) {
                box.get().status();
            }
            return box;
        } catch (ConnectException nobodyListens) {
            return Optional.empty();
        }
    }

    /** {@code GET /status}, as it comes. */
    public String status() throws IOException {
        return get("/status", patience);
    }

    /** {@code GET /diagnosis}, as it comes; it takes as long as the box needs to look, at more than an attempt does. */
    public String diagnosis() throws IOException {
        return get("/diagnosis", patience.multipliedBy(2));
    }

    private String get(String path, Duration patience) throws IOException {
        HttpURLConnection connection = open(path, patience);
        connection.setRequestProperty("Accept", "application/json");
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            throw late(patience);
        }
    }

    /** Returns when it has another certificate, or has not. */
    public void renew() throws IOException {
        order("/control/renew");
    }

    /** Returns when it has looked who it is, and asked. */
    public void look() throws IOException {
        order("/control/look");
    }

    private void order(String path) throws IOException {
        HttpURLConnection connection = open(path, patience);
        connection.setRequestMethod("POST");
        connection.setRequestProperty(ControlFile.HEADER, file.token());
        if (answerOf(connection) != 204) {
            throw new IOException("the box answered " + connection.getResponseCode()
                    + "; another box than the one on this folder may have its port");
        }
    }

    /** Of its page, where others in its network find it, too. */
    public int port() {
        return file.port();
    }

    private int answerOf(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (SocketTimeoutException e) {
            throw late(patience);
        }
    }

    private static IOException late(Duration patience) {
        return new IOException("the box runs, and did not answer within " + patience.toSeconds()
                + " s; its log may say what keeps it, and its page has what it found last");
    }

    private HttpURLConnection open(String path, Duration patience) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://" + file.host() + ":" + file.port() + path)
                        .toURL()
                        .openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        return connection;
    }
}
