package io.padlock.testing.requests;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Tag, length, value (X.690), written without a question: what a library would not write, too. */
final class Tlv {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int ATTRIBUTES = 0xa0;

    private Tlv() {}

    static byte[] of(int tag, byte[]... parts) {
        byte[] value = joined(parts);
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (value.length >= 0x100) {
            element.write(0x82);
            element.write(value.length >> 8);
        } else if (value.length >= 0x80) {
            element.write(0x81);
        }
        element.write(value.length);
        element.writeBytes(value);
        return element.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger value) {
        return of(INTEGER, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    /** All of its bits count. */
    static byte[] bits(byte[]... parts) {
        return of(BIT_STRING, new byte[1], joined(parts));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
