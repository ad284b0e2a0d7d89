package io.padlock.provisioning.issuance;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What is to be signed, decided once: every name in it was verified, every date read from one clock. */
record CertificateOrder(BigInteger serial, List<String> names, Validity validity, PublicKey key) {

    private static final SecureRandom RANDOM = new SecureRandom();

    CertificateOrder {
        names = List.copyOf(names);
    }

    /** 16 octets, the first from 0x40 to 0x7f: positive, minimal, always as long, 126 random bits (BR 7.1 asks 64). */
    static BigInteger newSerial() {
        byte[] octets = new byte[16];
        RANDOM.nextBytes(octets);
        octets[0] = (byte) (octets[0] & 0x3f | 0x40);
        return new BigInteger(octets);
    }

    static String hex(BigInteger serial) {
        return HexFormat.of().formatHex(serial.toByteArray());
    }

    String commonName() {
        return names.get(0);
    }
}
