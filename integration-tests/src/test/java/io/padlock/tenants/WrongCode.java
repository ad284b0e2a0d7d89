package io.padlock.tenants;

import java.util.Locale;
import java.util.Random;

/** Wrong contract codes, by what they have in common with the right one. */
enum WrongCode {
    OF_THE_SAME_LENGTH {
        @Override
        String insteadOf(String code, Random random) {
            return letters(code.length(), random);
        }
    },
    RIGHT_BUT_FOR_ITS_LAST_LETTER {
        @Override
        String insteadOf(String code, Random random) {
            return code.substring(0, code.length() - 1) + (code.endsWith("x") ? "y" : "x");
        }
    },
    RIGHT_WITHOUT_ITS_LAST_LETTER {
        @Override
        String insteadOf(String code, Random random) {
            return code.substring(0, code.length() - 1);
        }
    },
    RIGHT_WITH_A_LETTER_MORE {
        @Override
        String insteadOf(String code, Random random) {
            return code + "x";
        }
    },
    RIGHT_IN_SMALL_LETTERS {
        @Override
        String insteadOf(String code, Random random) {
            return code.toLowerCase(Locale.ROOT);
        }
    },
    ONE_LETTER {
        @Override
        String insteadOf(String code, Random random) {
            return letters(1, random);
        }
    },
    THE_LONGEST {
        @Override
        String insteadOf(String code, Random random) {
            return letters(64, random);
        }
    };

    abstract String insteadOf(String code, Random random);

    /** None of them an M, with which contract codes begin. */
    private static String letters(int length, Random random) {
        return random.ints(length, 'a', 'm' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
