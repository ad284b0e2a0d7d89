package io.padlock.testing.printer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser sent of a form, with files (RFC 7578) or without. */
final class Form {

    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r]*?[; ]name=\"([^\"]*)\"");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");

    private final Map<String, byte[]> fields = new HashMap<>();

    private Form() {}

    static Form of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        Form form = new Form();
        // One octet is one character in this encoding, so that files come through as they are.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (boundary.find()) {
            form.readParts(text, "--" + boundary.group(1));
        } else {
            form.readPairs(text);
        }
        return form;
    }

    private void readParts(String text, String boundary) {
        for (String part : text.split(Pattern.quote(boundary))) {
            int end = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(part);
            if (end > 0 && name.find() && part.endsWith("\r\n")) {
                fields.put(
                        name.group(1),
                        part.substring(end + 4, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void readPairs(String text) {
        for (String pair : text.split("&")) {
            String[] both = pair.split("=", 2);
            if (both.length == 2) {
                fields.put(
                        both[0],
                        URLDecoder.decode(both[1], StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    byte[] file(String name) {
        return fields.getOrDefault(name, new byte[0]);
    }

    String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }
}
