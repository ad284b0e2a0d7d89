package io.padlock.provisioning.issuance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** RFC 7468: DER in Base64 between two lines that say what it is. */
final class Pem {

    private static final Base64.Encoder LINES_OF_64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** @throws IllegalArgumentException that completes a sentence which begins with the name of the text */
    static byte[] decodeOne(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin);
        if (from < 0) {
            throw new IllegalArgumentException("has no line '" + begin + "'");
        }
        int to = text.indexOf(end, from);
        if (to < 0) {
            throw new IllegalArgumentException("has no line '" + end + "'");
        }
        if (text.indexOf("-----BEGIN ", from + begin.length()) >= 0) {
            throw new IllegalArgumentException("holds more than one PEM block");
        }
        try {
            return Base64.getDecoder()
                    .decode(text.substring(from + begin.length(), to).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds PEM that is not Base64", e);
        }
    }
}
