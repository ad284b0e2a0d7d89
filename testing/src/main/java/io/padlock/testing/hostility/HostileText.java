package io.padlock.testing.hostility;

import java.util.List;

/** Texts that have broken somebody. */
final class HostileText {

    /** Begins each line that one of these texts tries to put into the log, or each header into an answer. */
    static final String FORGED = "forged-by-a-request";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\0",
            "a\0b",
            "\u0007\u0008\u007f\u0085",
            "\r\n" + FORGED + ": 1",
            "\n2026-01-01 00:00:00,000 ERROR " + FORGED,
            "x\r\n\r\nHTTP/1.1 200 OK\r\n" + FORGED + ": 1\r\n\r\n",
            "\u2028" + FORGED + "\u2029" + FORGED + "\u0085" + FORGED,
            "\u001b[2J\u001b[31m" + FORGED + "\u001b]0;owned\u0007",
            "\u202egpj.exe\u202c",
            "\u200b\u200d\u2060\ufeff",
            "\u0130\u0131\u1e9e\ufb03",
            "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7f",
            "\ufdfd\ufdfd\ufdfd",
            "\uffff\ufffe\ufffd",
            "' OR '1'='1",
            "'; DROP TABLE database; --",
            "\\'; SELECT pg_sleep(30); --",
            "$$ || pg_sleep(30) || $$",
            "%",
            "%s%s%s%n%x%p",
            "%1$*2147483647$s",
            "{0}{1}{}",
            "${jndi:ldap://127.0.0.1:1/a}",
            "${padlock.operator.token}",
            "#{7*7}${7*7}{{7*7}}",
            "../../../../etc/passwd",
            "file:///etc/passwd",
            "<script>alert(1)</script>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
            "=cmd|' /C calc'!A0",
            "@SUM(1+1)",
            "a,b;c|d\"e\"",
            "`id`",
            "$(id)",
            "; id",
            "null",
            "undefined",
            "NaN",
            "true",
            "-1",
            "1e400",
            "9223372036854775808",
            "0x7fffffff",
            "1970-01-01T00:00:00Z",
            "+292278994-08-17T07:12:55.807Z",
            "2026-02-30T25:61:61Z",
            "-----BEGIN CERTIFICATE REQUEST-----",
            "*.odoo-iot.com",
            "xn--a-ecp.ru",
            "(((((((((((((((((((((((((((((((((((((((((((((((((a+)+)+)+)+)+$");

    private static final List<String> LONG = List.of("a", "\u00e9", "\ud83d\ude00", "\\", "\"", "%00", "\n", "(");

    private HostileText() {}

    static String any(Dice dice) {
        return switch (dice.below(8)) {
            case 0 -> dice.pick(TEXTS) + dice.pick(TEXTS);
            case 1 -> randomCharacters(dice, dice.between(1, 40));
            default -> dice.pick(TEXTS);
        };
    }

    static String aLong(Dice dice, int length) {
        String unit = dice.pick(LONG);
        return unit.repeat(Math.max(1, length / unit.length()));
    }

    private static String randomCharacters(Dice dice, int many) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            int point = dice.below(dice.pick(0x80, 0x800, 0x10000, 0x110000));
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
        }
        return text.toString();
    }
}
