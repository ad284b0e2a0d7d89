package io.padlock.testing.mutations;

import io.padlock.testing.hostility.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What mail programs, editors, forms and people do to a text in PEM. Some of it does no harm, and is taken. */
enum PemKind {
    LINE_ENDS {
        @Override
        String change(String pem, Dice dice) {
            return pem.replace(
                    "\n", dice.pick("\r\n", "\r", "\n\n", " \n", "\t\n", "", "\u2028", "\u0085", "\u000b", "\\n"));
        }
    },
    LINE_LENGTHS {
        @Override
        String change(String pem, Dice dice) {
            String one = body(pem).replace("\n", "");
            int length = dice.pick(1, 3, 63, 65, 76, 1000, 100_000);
            return pem.replace(body(pem), "\n" + one.replaceAll("(.{" + length + "})", "$1\n") + "\n");
        }
    },
    LABEL {
        @Override
        String change(String pem, Dice dice) {
            return pem.replace(
                    "CERTIFICATE REQUEST",
                    dice.pick(
                            "NEW CERTIFICATE REQUEST",
                            "CERTIFICATE",
                            "certificate request",
                            "CERTIFICATE  REQUEST",
                            "CERTIFICATE REQUEST ",
                            "CERTIFICATE\tREQUEST",
                            "C\u0415RTIFICATE REQUEST",
                            "CERTIFICATE REQUEST\0",
                            "PRIVATE KEY",
                            ""));
        }
    },
    ONE_LABEL {
        @Override
        String change(String pem, Dice dice) {
            return dice.oneIn(2)
                    ? pem.replace("BEGIN CERTIFICATE REQUEST", "BEGIN CERTIFICATE")
                    : pem.replace("END CERTIFICATE REQUEST", dice.pick("END CERTIFICATE", "BEGIN CERTIFICATE REQUEST"));
        }
    },
    HYPHENS {
        @Override
        String change(String pem, Dice dice) {
            return pem.replace(
                    "-----", dice.pick("----", "------", "\u2010\u2010\u2010\u2010\u2010", "\u2014", "- - -", ""));
        }
    },
    HEADERS {
        @Override
        String change(String pem, Dice dice) {
            return pem.replaceFirst(
                    "-----\n",
                    "-----\n"
                            + dice.pick(
                                    "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0102030405060708\n\n",
                                    "Comment: a box\n\n",
                                    "Comment=\n",
                                    "#\n",
                                    "\n\n\n"));
        }
    },
    AROUND {
        @Override
        String change(String pem, Dice dice) {
            String text =
                    dice.pick("subject=shop\n", "\ufeff", "\0", " ", "\n".repeat(500), "<pre>", "\u200b", "-----\n");
            return dice.oneIn(2) ? text + pem : pem + text;
        }
    },
    SEVERAL {
        @Override
        String change(String pem, Dice dice) {
            return dice.pick(
                    pem + pem,
                    pem.repeat(dice.between(3, 30)),
                    pem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + pem,
                    pem + "-----END CERTIFICATE REQUEST-----\n",
                    "-----BEGIN CERTIFICATE REQUEST-----\n" + pem);
        }
    },
    PADDING {
        @Override
        String change(String pem, Dice dice) {
            String body = body(pem);
            String bare = body.replace("=", "").stripTrailing();
            return pem.replace(
                    body, dice.pick(bare, bare + "=", bare + "==", bare + "===", bare + "\n==", bare + "A") + "\n");
        }
    },
    /** The last character before padding has bits that nobody reads: other Base64, the same octets. */
    LOOSE_BITS {
        @Override
        String change(String pem, Dice dice) {
            int last = pem.lastIndexOf("\n-----END") - 1;
            while (last > 0 && pem.charAt(last) == '=') {
                last--;
            }
            return pem.substring(0, last) + dice.pick("B", "Q", "h", "w", "/") + pem.substring(last + 1);
        }
    },
    LOOK_ALIKES {
        @Override
        String change(String pem, Dice dice) {
            return dice.pick(
                    pem.replace('A', '\u0410'),
                    pem.replace('M', '\uff2d'),
                    pem.replace('+', '-').replace('/', '_'),
                    pem.replaceFirst("O", "0"),
                    pem.replaceFirst("l", "I"),
                    pem.replace("=", "\uff1d"),
                    pem.replace("MI", "M\u200bI"),
                    pem.replace("MI", "M\u0130"));
        }
    },
    CHARACTER {
        @Override
        String change(String pem, Dice dice) {
            int at = dice.below(pem.length());
            String other = dice.pick("", "A", "=", "*", " ", "\n", "\0", "-", "\u00e9", "\ud83d\ude00", "%0A", "&#10;");
            return pem.substring(0, at) + other + pem.substring(at + 1);
        }
    },
    LINES {
        @Override
        String change(String pem, Dice dice) {
            List<String> lines = new ArrayList<>(List.of(pem.split("\n")));
            int at = dice.below(lines.size());
            switch (dice.below(4)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(at));
                case 2 -> Collections.swap(lines, at, dice.below(lines.size()));
                default -> Collections.reverse(lines);
            }
            return String.join("\n", lines) + "\n";
        }
    },
    CUT {
        @Override
        String change(String pem, Dice dice) {
            return pem.substring(0, dice.below(pem.length()));
        }
    },
    HUGE {
        @Override
        String change(String pem, Dice dice) {
            int much = dice.pick(10_000, 16_000, 17_000, 40_000);
            return pem.replace(body(pem), dice.pick("A", " ", "\n", "=").repeat(much) + body(pem));
        }
    };

    abstract String change(String pem, Dice dice);

    /** Between the two lines, their line ends included. */
    private static String body(String pem) {
        int from = pem.indexOf("-----\n") + 5;
        return pem.substring(from, pem.indexOf("-----END"));
    }
}
