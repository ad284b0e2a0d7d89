package io.padlock.testing.hostility;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that can be repeated: everything about a case follows from the run's seed and the case's number. */
public final class Dice {

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    public static Dice of(long seed, long number) {
        return new Dice(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    @SafeVarargs
    public final <T> T pick(T... from) {
        return from[below(from.length)];
    }

    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    public String hex(int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(below(16), 16));
        }
        return text.toString();
    }

    public byte[] bytes(int many) {
        byte[] bytes = new byte[many];
        for (int i = 0; i < many; i++) {
            bytes[i] = (byte) below(256);
        }
        return bytes;
    }
}
