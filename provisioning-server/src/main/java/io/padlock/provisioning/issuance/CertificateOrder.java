package io.padlock.provisioning.issuance;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What is to be signed, decided once: every name in it was verified, every date read from one clock. */
record CertificateOrder(BigInteger serial, List<String> names, Validity validity, PublicKey key) {

    private static final ThreadLocal<SecureRandom> RANDOM = ThreadLocal.withInitial(FastestProvider::random);
    private static final int OCTETS = 16;
    private static final int OF_TIME = 6;

    CertificateOrder {
        names = List.copyOf(names);
    }

    /**
     * 16 octets: the millisecond in 48 bits, then 80 random bits, of which BR 7.1 asks 64. What is issued together stands
     * together in an index; the clock sees to it that the first octet is from 0x01 to 0x7f until the year 6429, so that
     * it is positive, minimal, and always as long.
     */
    static BigInteger newSerial(Instant now) {
        byte[] octets = new byte[OCTETS];
        RANDOM.get().nextBytes(octets);
        long millisecond = now.toEpochMilli();
        for (int at = OF_TIME - 1; at >= 0; at--) {
            octets[at] = (byte) millisecond;
            millisecond >>= 8;
        }
        if (octets[0] <= 0) {
            throw new IllegalStateException("The clock says " + now + ", before any certificate of ours.");
        }
        return new BigInteger(octets);
    }

    static String hex(BigInteger serial) {
        return HexFormat.of().formatHex(serial.toByteArray());
    }

    boolean isForRsa() {
        return key.getAlgorithm().equals("RSA");
    }

    String commonName() {
        return names.get(0);
    }
}
