package io.padlock.testing.mutations;

import io.padlock.testing.hostility.Dice;
import java.util.Arrays;

/** What can happen to octets that nobody understands. */
enum RawKind {
    BIT {
        @Override
        byte[] change(byte[] der, Dice dice) {
            der[dice.below(der.length)] ^= (byte) (1 << dice.below(8));
            return der;
        }
    },
    OCTET {
        @Override
        byte[] change(byte[] der, Dice dice) {
            der[dice.below(der.length)] = (byte) dice.below(256);
            return der;
        }
    },
    RUN {
        @Override
        byte[] change(byte[] der, Dice dice) {
            int from = dice.below(der.length);
            Arrays.fill(der, from, Math.min(der.length, from + dice.between(2, 40)), dice.pick((byte) 0, (byte) -1));
            return der;
        }
    },
    LOST {
        @Override
        byte[] change(byte[] der, Dice dice) {
            int at = dice.below(der.length);
            byte[] changed = Arrays.copyOf(der, der.length - 1);
            System.arraycopy(der, at + 1, changed, at, changed.length - at);
            return changed;
        }
    },
    ADDED {
        @Override
        byte[] change(byte[] der, Dice dice) {
            int at = dice.below(der.length + 1);
            byte[] changed = Arrays.copyOf(der, der.length + 1);
            System.arraycopy(der, at, changed, at + 1, der.length - at);
            changed[at] = (byte) dice.below(256);
            return changed;
        }
    },
    CUT {
        @Override
        byte[] change(byte[] der, Dice dice) {
            return Arrays.copyOf(der, dice.below(der.length));
        }
    },
    TRAILED {
        @Override
        byte[] change(byte[] der, Dice dice) {
            byte[] tail = dice.oneIn(4) ? der : dice.bytes(dice.between(1, 30));
            byte[] changed = Arrays.copyOf(der, der.length + tail.length);
            System.arraycopy(tail, 0, changed, der.length, tail.length);
            return changed;
        }
    },
    RANDOM {
        @Override
        byte[] change(byte[] der, Dice dice) {
            return dice.bytes(dice.between(0, 600));
        }
    };

    /** @param der may be changed */
    abstract byte[] change(byte[] der, Dice dice);
}
