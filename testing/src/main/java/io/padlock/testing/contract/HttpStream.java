package io.padlock.testing.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of one direction of a connection (RFC 9112): as many as are whole. Nobody here asks by HEAD. */
final class HttpStream {

    /** @param firstLine the request line or the status line */
    record Said(String firstLine, Message message) {}

    /** Bytes are read as characters of their own, so that places in the text are places in the stream. */
    private final String text;

    private int at;

    private HttpStream(byte[] bytes) {
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static List<Said> read(byte[] bytes) {
        HttpStream stream = new HttpStream(bytes);
        List<Said> all = new ArrayList<>();
        for (Said said = stream.next(); said != null; said = stream.next()) {
            // 100 (Continue) goes before an answer and is none.
            if (!said.firstLine().startsWith("HTTP/1.1 1")) {
                all.add(said);
            }
        }
        return all;
    }

    /** @return null when there is not all of it */
    private Said next() {
        int end = text.indexOf("\r\n\r\n", at);
        if (end < 0) {
            return null;
        }
        List<String> lines = Arrays.asList(text.substring(at, end).split("\r\n"));
        at = end + 4;
        Map<String, List<String>> headers = headers(lines.subList(1, lines.size()));
        byte[] body = headers.containsKey("Transfer-Encoding") ? chunks() : counted(headers);
        return body == null ? null : new Said(lines.get(0), new Message(headers, body));
    }

    private static Map<String, List<String>> headers(List<String> lines) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] counted(Map<String, List<String>> headers) {
        return take(Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0)));
    }

    private byte[] chunks() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int end = text.indexOf("\r\n", at);
            if (end < 0) {
                return null;
            }
            int length = Integer.parseInt(text.substring(at, end), 16);
            at = end + 2;
            byte[] chunk = take(length + 2);
            if (chunk == null || length == 0) {
                return chunk == null ? null : body.toByteArray();
            }
            body.write(chunk, 0, length);
        }
    }

    private byte[] take(int length) {
        if (at + length > text.length()) {
            return null;
        }
        at += length;
        return text.substring(at - length, at).getBytes(StandardCharsets.ISO_8859_1);
    }
}
