package io.padlock.provisioning.issuance;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * RSA moduli that can be factored: Baseline Requirements 6.1.1.3. Some microseconds each, because it is asked on an event
 * loop: numbers of 2048 bits are reduced by small ones first, and only what passes that is looked at in full.
 */
final class WeakModulus {

    /** BR 6.1.6: no factor under 752. */
    private static final BigInteger PRODUCT_OF_SMALL_PRIMES = product(primesFromTwoTo(751));

    /** By each of these primes the fault's moduli are powers of 65537; another modulus is so once in a hundred million. */
    private static final List<Residues> ROCA = primesFromTwoTo(167).stream()
            .filter(prime -> prime > 2)
            .map(Residues::ofPowers)
            .toList();

    private static final BigInteger ROCA_PRODUCT =
            product(primesFromTwoTo(167).stream().filter(prime -> prime > 2).toList());

    private static final int FERMAT_ROUNDS = 100;
    private static final int[] SIEVE = {9, 5, 7, 11, 13};
    private static final BigInteger SIEVE_PRODUCT = BigInteger.valueOf(9 * 5 * 7 * 11 * 13);

    /** For each number of the sieve, and for 64: which residues a square has. */
    private static final BitSet[] SQUARES = squares();

    private static final BitSet SQUARES_BY_64 = squaresBy(64);

    private WeakModulus() {}

    static boolean hasASmallFactor(BigInteger modulus) {
        return !modulus.mod(PRODUCT_OF_SMALL_PRIMES)
                .gcd(PRODUCT_OF_SMALL_PRIMES)
                .equals(BigInteger.ONE);
    }

    /** Infineon's library, CVE-2017-15361: Nemec and others, "The Return of Coppersmith's Attack", section 2.2. */
    static boolean isOfRoca(BigInteger modulus) {
        BigInteger rest = modulus.mod(ROCA_PRODUCT);
        for (Residues residues : ROCA) {
            if (!residues.hold(rest)) {
                return false;
            }
        }
        return true;
    }

    /** Fermat's factorisation: close primes stand near the square root, and a few steps from there find them. */
    static boolean isProductOfClosePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt();
        if (a.multiply(a).compareTo(modulus) < 0) {
            a = a.add(BigInteger.ONE);
        }
        BigInteger square = a.multiply(a).subtract(modulus);
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            if (isSquare(square)) {
                return true;
            }
            // (a + 1)² - n = (a² - n) + 2a + 1
            square = square.add(a.shiftLeft(1)).add(BigInteger.ONE);
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    /** A square root takes long; of a hundred numbers that are no squares, the residues show all but one. */
    private static boolean isSquare(BigInteger number) {
        if (!SQUARES_BY_64.get(number.intValue() & 63)) {
            return false;
        }
        int rest = number.mod(SIEVE_PRODUCT).intValue();
        for (int i = 0; i < SIEVE.length; i++) {
            if (!SQUARES[i].get(rest % SIEVE[i])) {
                return false;
            }
        }
        BigInteger root = number.sqrt();
        return root.multiply(root).equals(number);
    }

    private static BitSet[] squares() {
        BitSet[] squares = new BitSet[SIEVE.length];
        for (int i = 0; i < SIEVE.length; i++) {
            squares[i] = squaresBy(SIEVE[i]);
        }
        return squares;
    }

    private static BitSet squaresBy(int modulus) {
        BitSet squares = new BitSet(modulus);
        for (int root = 0; root < modulus; root++) {
            squares.set(root * root % modulus);
        }
        return squares;
    }

    private static List<Integer> primesFromTwoTo(int last) {
        List<Integer> primes = new ArrayList<>();
        for (int n = 2; n <= last; n++) {
            int candidate = n;
            if (primes.stream().noneMatch(prime -> candidate % prime == 0)) {
                primes.add(n);
            }
        }
        return primes;
    }

    private static BigInteger product(List<Integer> primes) {
        return primes.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private record Residues(BigInteger prime, BitSet powers) {

        static Residues ofPowers(int prime) {
            BitSet powers = new BitSet(prime);
            for (int power = 1; !powers.get(power); power = power * (65537 % prime) % prime) {
                powers.set(power);
            }
            return new Residues(BigInteger.valueOf(prime), powers);
        }

        boolean hold(BigInteger number) {
            return powers.get(number.mod(prime).intValue());
        }
    }
}
