package io.padlock.testing.hostility;

import java.util.Arrays;

/** One line for bash that does again what an attack did, and prints what came of it. */
public final class CurlLine {

    private static final int WORTH_SHORTENING = 32;
    private static final int LONGEST_UNIT = 16;

    private CurlLine() {}

    public static String of(Attack attack) {
        return attack.script().plain ? byHeadOfItsOwn(attack) : byTelnet(attack, "");
    }

    /** With a request behind it, on the same connection, which has one answer only. */
    static String withProbe(Attack attack) {
        return byTelnet(attack, printed(Sender.probe(attack.prey(), 2)) + "; ");
    }

    private static String byHeadOfItsOwn(Attack attack) {
        Draft draft = attack.script().requests.get(0);
        StringBuilder line = new StringBuilder();
        if (draft.body != null) {
            line.append(printed(draft.body)).append(" | ");
        }
        line.append("curl -s -i --max-time 20 --path-as-is")
                .append(from(attack))
                .append(" -X ")
                .append(draft.method);
        line.append(" -H 'Accept:' -H 'User-Agent:'");
        for (Header header : draft.headers) {
            if (!header.name().equals("Host")) {
                line.append(" -H ").append(quoted(header));
            }
        }
        if (draft.body != null) {
            line.append(" --data-binary @-");
        }
        return line.append(" 'http://" + attack.prey().authority() + draft.target() + "'")
                .toString();
    }

    /** curl sends a header without a value only when it stands with a semicolon. */
    private static String quoted(Header header) {
        return header.value().isEmpty()
                ? "'" + header.name() + ";'"
                : "'" + header.name() + ": " + header.value() + "'";
    }

    /** Waits a little for the answer before its input, and with it the connection, ends. */
    private static String byTelnet(Attack attack, String behind) {
        StringBuilder line = new StringBuilder("(");
        boolean stays = true;
        for (Step step : attack.script().steps) {
            if (step instanceof Step.Send send && send.bytes().length > 0) {
                line.append(printed(send.bytes())).append("; ");
            } else if (step instanceof Step.Pause pause) {
                line.append("sleep ").append(pause.millis() / 1000.0).append("; ");
            } else if (step instanceof Step.Reset) {
                stays = false;
            }
        }
        return line.append(behind)
                .append(stays ? "sleep 5" : "true")
                .append(") | curl -s --max-time 20" + from(attack) + " telnet://"
                        + attack.prey().authority())
                .toString();
    }

    private static String from(Attack attack) {
        return attack.counted() ? " --interface " + Sender.COUNTED : "";
    }

    /** Commands that print the bytes; what repeats itself does so in a loop. */
    private static String printed(byte[] bytes) {
        if (bytes.length == 0) {
            return "printf ''";
        }
        StringBuilder commands = new StringBuilder("{ ");
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int unit = repeatedUnit(bytes, at);
            if (unit == 0) {
                plain.append(escaped(bytes[at++]));
                continue;
            }
            flush(commands, plain);
            int times = times(bytes, at, unit);
            StringBuilder repeated = new StringBuilder();
            for (int i = 0; i < unit; i++) {
                repeated.append(escaped(bytes[at + i]));
            }
            commands.append(printf(repeated))
                    .append("%.0s' $(seq ")
                    .append(times)
                    .append("); ");
            at += unit * times;
        }
        flush(commands, plain);
        String all = commands.append("}").toString();
        // One command alone needs no braces.
        return all.indexOf("; ") == all.length() - 3 ? all.substring(2, all.length() - 3) : all;
    }

    private static void flush(StringBuilder commands, StringBuilder plain) {
        if (plain.length() > 0) {
            commands.append(printf(plain)).append("'; ");
            plain.setLength(0);
        }
    }

    /** What begins with a dash would be an option. */
    private static String printf(CharSequence format) {
        return (format.charAt(0) == '-' ? "printf -- '" : "printf '") + format;
    }

    private static int repeatedUnit(byte[] bytes, int at) {
        for (int unit = 1; unit <= LONGEST_UNIT; unit++) {
            if (times(bytes, at, unit) * unit >= WORTH_SHORTENING * 4 && times(bytes, at, unit) >= 4) {
                return unit;
            }
        }
        return 0;
    }

    private static int times(byte[] bytes, int at, int unit) {
        int times = 1;
        int next = at + unit;
        while (next + unit <= bytes.length && Arrays.equals(bytes, at, at + unit, bytes, next, next + unit)) {
            times++;
            next += unit;
        }
        return times;
    }

    private static String escaped(byte b) {
        int value = b & 0xff;
        return switch (value) {
            case '\\' -> "\\\\";
            case '%' -> "%%";
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\'' -> "\\047";
            default -> value < 0x20 || value > 0x7e ? "\\%03o".formatted(value) : String.valueOf((char) value);
        };
    }
}
