package io.padlock.provisioning.budget;

/** Addresses that begin with the same bits, written 192.0.2.0/24 or 2001:db8::/32; an address alone is itself. */
record Network(Address first, int bits) {

    /** @throws IllegalArgumentException with a sentence for whoever wrote it */
    static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        Address address = Address.parse(parts[0]).orElseThrow(() -> no(text));
        int most = address.isIpv4() ? 32 : 128;
        int bits = parts.length == 1 ? most : bits(text, parts[1], most);
        return new Network(address, bits + 128 - most);
    }

    private static int bits(String text, String bits, int most) {
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > most) {
            throw no(text);
        }
        return Integer.parseInt(bits);
    }

    boolean contains(Address address) {
        return same(first.high(), address.high(), Math.min(bits, 64)) && same(first.low(), address.low(), bits - 64);
    }

    /** @param bits how many of the first ones count; none when it is not positive */
    private static boolean same(long one, long other, int bits) {
        return bits <= 0 || (one ^ other) >>> 64 - bits == 0;
    }

    private static IllegalArgumentException no(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no address and no network like 192.0.2.0/24 or 2001:db8::/32.");
    }
}
