package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Addresses that are written in an unusual way, as RFC 3986, section 6.2.2, and servers read them. */
final class Spelling {

    private Spelling() {}

    static String withoutAuthority(String target) {
        int authority = target.indexOf("//");
        int path = authority < 0 ? -1 : target.indexOf('/', authority + 2);
        return path < 0 ? "/" : target.substring(path);
    }

    static String usual(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded(path).split("[?#]", 2)[0].split("/")) {
            String bare = segment.replaceAll(";.*", "");
            if (bare.equals("..")) {
                segments.pollLast();
            } else if (!bare.isEmpty() && !bare.equals(".")) {
                segments.add(bare);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decoded(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%' && path.substring(i).matches("%[0-9a-fA-F]{2}.*")) {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        return bytes.toString(ISO_8859_1);
    }
}
