package io.padlock.provisioning.issuance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * DER read strictly, for the lints: what has two encodings in BER is taken only in the one that DER allows (X.690,
 * section 10 and 11), so that what was read would be written the same. Knows nothing of {@link Der}, which wrote it.
 */
final class DerElement {

    private static final int CONSTRUCTED = 0x20;
    private static final int SET = 0x31;
    private static final int DEEPEST = 16;

    private final byte[] bytes;
    private final int start;
    private final int from;
    private final int to;
    private final List<DerElement> children;

    private DerElement(byte[] bytes, int start, int from, int to, List<DerElement> children) {
        this.bytes = bytes;
        this.start = start;
        this.from = from;
        this.to = to;
        this.children = children;
    }

    /** @throws IllegalArgumentException when it is not DER, or more than one element */
    static DerElement read(byte[] der) {
        return only(der, 0, der.length);
    }

    /** What an OCTET STRING holds, as an extension does. */
    DerElement inside() {
        return only(bytes, from, to);
    }

    private static DerElement only(byte[] der, int at, int end) {
        DerElement element = read(der, at, end, 0);
        must(element.to == end, "octets after the end");
        return element;
    }

    private static DerElement read(byte[] der, int start, int end, int depth) {
        must(start + 2 <= end && depth < DEEPEST, "an element that is cut off");
        must((der[start] & 0x1f) != 0x1f, "a tag of several octets");
        int length = der[start + 1] & 0xff;
        int from = start + 2;
        if (length >= 0x80) {
            int octets = length - 0x80;
            must(octets == 1 || octets == 2, "a length that is indefinite or too large");
            must(from + octets <= end, "a length that is cut off");
            length = octets == 1 ? der[from] & 0xff : (der[from] & 0xff) << 8 | der[from + 1] & 0xff;
            must(length >= (octets == 1 ? 0x80 : 0x100), "a length in more octets than needed");
            from += octets;
        }
        must(length <= end - from, "an element that is longer than what holds it");
        int to = from + length;
        if ((der[start] & CONSTRUCTED) == 0) {
            mustBeThePrimitive(der, der[start] & 0xff, from, to);
            return new DerElement(der, start, from, to, List.of());
        }
        return new DerElement(der, start, from, to, children(der, der[start] & 0xff, from, to, depth + 1));
    }

    private static List<DerElement> children(byte[] der, int tag, int from, int to, int depth) {
        List<DerElement> children = new ArrayList<>(4);
        for (int at = from; at < to; ) {
            DerElement child = read(der, at, to, depth);
            if (tag == SET && !children.isEmpty()) {
                DerElement before = children.get(children.size() - 1);
                must(Arrays.compareUnsigned(der, before.start, before.to, der, at, child.to) <= 0, "an unordered SET");
            }
            children.add(child);
            at = child.to;
        }
        return children;
    }

    private static void mustBeThePrimitive(byte[] der, int tag, int from, int to) {
        int length = to - from;
        switch (tag) {
            case 0x01 -> must(length == 1 && (der[from] == 0 || der[from] == -1), "a BOOLEAN that is not 00 or FF");
            case 0x02, 0x0a -> must(length > 0 && isMinimal(der, from, length), "an INTEGER with an octet too many");
            case 0x03 ->
                must(length > 0 && unusedBitsAreZero(der, from, to), "a BIT STRING with bits that don't count");
            case 0x05 -> must(length == 0, "a NULL with something in it");
            case 0x06 -> must(isObjectIdentifier(der, from, to), "an OBJECT IDENTIFIER that is none");
            default -> {}
        }
    }

    private static boolean isMinimal(byte[] der, int from, int length) {
        return length == 1 || !(der[from] == 0 && der[from + 1] >= 0 || der[from] == -1 && der[from + 1] < 0);
    }

    private static boolean unusedBitsAreZero(byte[] der, int from, int to) {
        int unused = der[from];
        if (unused == 0) {
            return true;
        }
        return unused > 0 && unused < 8 && to - from > 1 && (der[to - 1] & (1 << unused) - 1) == 0;
    }

    private static boolean isObjectIdentifier(byte[] der, int from, int to) {
        boolean begins = true;
        for (int at = from; at < to; at++) {
            if (begins && der[at] == (byte) 0x80) {
                return false;
            }
            begins = der[at] >= 0;
        }
        return begins && to > from;
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    int tag() {
        return bytes[start] & 0xff;
    }

    List<DerElement> children() {
        return children;
    }

    DerElement child(int index) {
        must(index < children.size(), "an element that is missing");
        return children.get(index);
    }

    int length() {
        return to - from;
    }

    int octet(int index) {
        must(index < length(), "an octet that is missing");
        return bytes[from + index];
    }

    boolean is(int tag, byte... content) {
        return tag() == tag && Arrays.equals(bytes, from, to, content, 0, content.length);
    }

    boolean isEncodedAs(byte[] der) {
        return Arrays.equals(bytes, start, to, der, 0, der.length);
    }

    boolean equalsElement(DerElement other) {
        return Arrays.equals(bytes, start, to, other.bytes, other.start, other.to);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes, from, to);
    }

    String ascii() {
        return new String(bytes, from, length(), StandardCharsets.US_ASCII);
    }
}
