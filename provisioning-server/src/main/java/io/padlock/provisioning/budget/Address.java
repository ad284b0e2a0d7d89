package io.padlock.provisioning.budget;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Where a request comes from, in 128 bits; an IPv4 address as ::ffff:a.b.c.d (RFC 4291, section 2.5.5.2). */
public record Address(long high, long low) {

    /** Of a socket that has none, or of a proxy that does not tell: all of these are counted as one. */
    static final Address UNKNOWN = new Address(0, 0);

    private static final long MAPPED = 0xffff_0000_0000L;

    public static Address of(String text) {
        return parse(text).orElse(UNKNOWN);
    }

    /** Never asks a name server: only what is an address is one. */
    static Optional<Address> parse(String text) {
        byte[] octets = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        return octets == null ? Optional.empty() : Optional.of(of(octets));
    }

    private static Address of(byte[] octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        return octets.length == 4
                ? new Address(0, MAPPED | Integer.toUnsignedLong(buffer.getInt()))
                : new Address(buffer.getLong(), buffer.getLong());
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /**
     * What a budget belongs to. IPv6 is counted by its first 64 bits, since every host of such a network chooses the
     * others as it likes (RFC 4291, section 2.5.1).
     */
    long customer() {
        return isIpv4() ? low : high;
    }
}
