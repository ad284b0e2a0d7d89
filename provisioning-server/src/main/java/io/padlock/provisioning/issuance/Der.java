package io.padlock.provisioning.issuance;

import java.nio.charset.StandardCharsets;

/** DER (X.690), as much of it as a leaf certificate is put together from. What is wrong here, the lints find. */
final class Der {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTF8_STRING = 0x0c;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return of(SEQUENCE, parts);
    }

    static byte[] of(int tag, String ascii) {
        return of(tag, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] of(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] der = new byte[headerLength(length) + length];
        int at = header(der, tag, length);
        for (byte[] part : parts) {
            System.arraycopy(part, 0, der, at, part.length);
            at += part.length;
        }
        return der;
    }

    private static int headerLength(int length) {
        return length < 0x80 ? 2 : length < 0x100 ? 3 : 4;
    }

    private static int header(byte[] der, int tag, int length) {
        int at = 0;
        der[at++] = (byte) tag;
        if (length >= 0x10000) {
            throw new IllegalArgumentException("Nothing in a certificate is that long: " + length + " octets.");
        }
        if (length >= 0x100) {
            der[at++] = (byte) 0x82;
            der[at++] = (byte) (length >> 8);
        } else if (length >= 0x80) {
            der[at++] = (byte) 0x81;
        }
        der[at++] = (byte) length;
        return at;
    }
}
