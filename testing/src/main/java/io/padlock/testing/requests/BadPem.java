package io.padlock.testing.requests;

import java.util.Arrays;
import java.util.List;

/** Texts that are no PEM with one signing request in it, or hold no DER. */
final class BadPem {

    private BadPem() {}

    static List<BadRequest> all() {
        byte[] der = Crafted.ec().der();
        String good = Requests.pem(der);
        return List.of(
                new BadRequest("null", "SIGNING_REQUEST_MISSING", null),
                new BadRequest("blank", "SIGNING_REQUEST_MISSING", " \n"),
                new BadRequest("over 16 KiB", "SIGNING_REQUEST_TOO_LARGE", good + " ".repeat(16 * 1024)),
                notPem("a text", "hello"),
                notPem("a certificate", good.replace("CERTIFICATE REQUEST", "CERTIFICATE")),
                notPem("Microsoft's name of it", good.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")),
                notPem("a label in lower case", good.replace("CERTIFICATE REQUEST", "certificate request")),
                notPem("four hyphens", good.replace("-----", "----")),
                notPem("hyphens that only look so", good.replace("-", "\u2010")),
                notPem("no beginning", good.substring(good.indexOf('\n') + 1)),
                notPem("no end", good.substring(0, good.length() / 2)),
                notPem("the end before the beginning", end(good) + begin(good)),
                notPem("two requests", good + good),
                notPem("a key behind it", good + "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"),
                notPem("not Base64", good.replace("MI", "M*")),
                notPem("Base64 for addresses", good.replaceFirst("[A-Za-z0-9+/]{8}\n", "____----\n")),
                notPem("padding in its middle", good.replaceFirst("MI", "M=")),
                notPem("headers as in old key files", good.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\n\n")),
                malformed("nothing", new byte[0]),
                malformed("no DER", "hello".getBytes()),
                malformed("an empty sequence", new byte[] {0x30, 0}),
                malformed("a key alone", Keys.ec("secp256r1").getPublic().getEncoded()),
                malformed("cut off", Arrays.copyOf(der, der.length - 1)),
                malformed("an octet behind it", Arrays.copyOf(der, der.length + 1)),
                malformed("twice in one block", Tlv.joined(der, der)),
                malformed("the first tag that of a SET", changed(der, 0, 0x31)),
                malformed("a length in more octets than needed", longerLength(der)),
                malformed("BER of indefinite length", indefinite(der)));
    }

    private static BadRequest notPem(String why, String text) {
        return new BadRequest(why, "SIGNING_REQUEST_NOT_PEM", text);
    }

    private static BadRequest malformed(String why, byte[] der) {
        return new BadRequest(why, "SIGNING_REQUEST_MALFORMED", Requests.pem(der));
    }

    private static String begin(String pem) {
        return pem.substring(0, pem.indexOf("-----END"));
    }

    private static String end(String pem) {
        return pem.substring(pem.indexOf("-----END"));
    }

    private static byte[] changed(byte[] der, int at, int to) {
        byte[] changed = der.clone();
        changed[at] = (byte) to;
        return changed;
    }

    private static byte[] inside(byte[] der) {
        // One octet of length up to 127, two up to 255, which any request on P-256 keeps to.
        return Arrays.copyOfRange(der, der[1] < 0 ? 3 : 2, der.length);
    }

    private static byte[] longerLength(byte[] der) {
        byte[] inside = inside(der);
        return Tlv.joined(new byte[] {0x30, (byte) 0x82, 0, (byte) inside.length}, inside);
    }

    private static byte[] indefinite(byte[] der) {
        return Tlv.joined(new byte[] {0x30, (byte) 0x80}, inside(der), new byte[2]);
    }
}
