package io.padlock.provisioning.dns;

/** The first label of a box's name: its address, with dashes for dots. Read digit by digit, since it is read for every question. */
final class BoxName {

    /** No box has this address: 0.0.0.0 is nobody's. */
    static final int NONE = 0;

    private BoxName() {}

    /** @return the address as one number, or {@link #NONE}; written as {@code 192-168-1-25} and in no other way */
    static int address(byte[] name, int start, int length) {
        if (length < "0-0-0-0".length() || length > "255-255-255-255".length()) {
            return NONE;
        }
        int address = 0;
        int parts = 0;
        int value = -1;
        for (int i = start; i <= start + length; i++) {
            byte letter = i == start + length ? (byte) '-' : name[i];
            if (letter == '-') {
                if (value < 0 || ++parts > 4) {
                    return NONE;
                }
                address = address << 8 | value;
                value = -1;
            } else {
                value = next(value, letter);
                if (value < 0) {
                    return NONE;
                }
            }
        }
        return parts == 4 ? address : NONE;
    }

    /** One way to write each: a zero stands alone. */
    private static int next(int value, byte letter) {
        if (letter < '0' || letter > '9' || value == 0) {
            return -1;
        }
        int next = Math.max(0, value) * 10 + letter - '0';
        return next > 255 ? -1 : next;
    }

    /** Of a shop's network: RFC 1918, and RFC 3927 where no router gave one. */
    static boolean isPrivate(int address) {
        int first = address >>> 24;
        int second = address >>> 16 & 255;
        return first == 10
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168
                || first == 169 && second == 254;
    }
}
