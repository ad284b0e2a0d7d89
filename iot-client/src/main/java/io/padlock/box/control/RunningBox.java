package io.padlock.box.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The box that runs on a folder, as a command sees it. */
public final class RunningBox {

    /** As long as the longest attempt, and a little more. */
    private static final int PATIENCE_MS = 90_000;

    private final ControlFile file;

    private RunningBox(ControlFile file) {
        this.file = file;
    }

    /** @return nothing where none runs */
    public static Optional<RunningBox> on(Path data) throws IOException {
        Optional<RunningBox> box = ControlFile.read(data).map(RunningBox::new);
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
        return get("/status");
    }

    /** {@code GET /diagnosis}, as it comes; it takes as long as the box needs to look. */
    public String diagnosis() throws IOException {
        return get("/diagnosis");
    }

    private String get(String path) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestProperty("Accept", "application/json");
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setRequestProperty(ControlFile.HEADER, file.token());
        if (connection.getResponseCode() != 204) {
            throw new IOException("the box answered " + connection.getResponseCode()
                    + "; another box than the one on this folder may have its port");
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://" + file.host() + ":" + file.port() + path)
                        .toURL()
                        .openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        return connection;
    }
}
