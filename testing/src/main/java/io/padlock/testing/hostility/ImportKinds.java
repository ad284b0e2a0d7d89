package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.padlock.testing.contract.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Bodies that are read line by line, with lines that are broken each in its own way. */
final class ImportKinds {

    private static final Predicate<Operation> TAKES_LINES = operation ->
            operation.requestBody().child("content").child("text/csv").exists();

    private ImportKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of(
                        "broken lines",
                        TAKES_LINES,
                        (draft, dice) -> Script.plain(mode(draft, dice).body(lines(draft, dice)))),
                Kind.of(
                        "lines ended otherwise",
                        TAKES_LINES,
                        (draft, dice) -> Script.plain(mode(draft, dice)
                                .body(draft.text()
                                        .replace(
                                                "\n",
                                                dice.pick(
                                                        "\r\n", "\r", "\n\n\n", "\u2028", "\n\r", "\0", "", "\u0085",
                                                        "\u000b"))))),
                Kind.of("many lines", TAKES_LINES, (draft, dice) -> {
                    List<String> all =
                            new ArrayList<>(Arrays.asList(draft.text().split("\n")));
                    String last = all.get(all.size() - 1);
                    for (int i = dice.pick(100, 1_001, 1_500); i > 0; i--) {
                        all.add(dice.pick(last, "", ",", "{}", "x"));
                    }
                    return Script.plain(mode(draft, dice).body(String.join("\n", all)));
                }),
                Kind.of(
                        "line without an end",
                        TAKES_LINES,
                        (draft, dice) -> Script.plain(mode(draft, dice)
                                .body(draft.text() + HostileText.aLong(dice, dice.pick(65_000, 66_000, 150_000))))));
    }

    private static Draft mode(Draft draft, Dice dice) {
        draft.query = dice.pick("", "mode=LINE_BY_LINE", "mode=ALL_OR_NOTHING", "mode=LINE_BY_LINE");
        return draft;
    }

    private static byte[] lines(Draft draft, Dice dice) {
        List<byte[]> lines = new ArrayList<>();
        for (String line : draft.text().split("\n")) {
            boolean spare = lines.isEmpty() && draft.mediaType.equals("text/csv") && !dice.oneIn(5);
            lines.add(spare ? line.getBytes(UTF_8) : broken(line, dice));
            lines.add(new byte[] {'\n'});
        }
        return Draft.joined(lines.toArray(byte[][]::new));
    }

    private static byte[] broken(String line, Dice dice) {
        int at = dice.below(line.length());
        String[] columns = line.split(",", -1);
        int column = dice.below(columns.length);
        return switch (dice.below(10)) {
            case 0 -> line.substring(0, at).getBytes(UTF_8);
            case 1 ->
                (line.substring(0, at)
                                + dice.pick("\"", "\"\"", ",", ",,,,", "\\", "'", "\0", "{", "}", "\r", ";")
                                + line.substring(at))
                        .getBytes(UTF_8);
            case 2 -> (line + "\n" + line).getBytes(UTF_8);
            case 3 ->
                Draft.joined(
                        line.substring(0, at).getBytes(UTF_8),
                        new byte[] {(byte) 0xc3, (byte) 0x28},
                        line.substring(at).getBytes(UTF_8));
            case 4 -> line.getBytes(dice.pick(ISO_8859_1, java.nio.charset.StandardCharsets.UTF_16));
            case 5 -> replaced(columns, column, "\"" + HostileText.any(dice).replace("\"", "\"\"") + "\"");
            case 6 -> replaced(columns, column, HostileText.any(dice));
            case 7 ->
                replaced(
                        columns,
                        column,
                        dice.pick(
                                "IOT_BOX:",
                                ":1",
                                "IOT_BOX:0",
                                "IOT_BOX:1e9",
                                "A:1 ".repeat(250),
                                "IOT_BOX:99999999999",
                                "a:1",
                                "A:1 A:1"));
            case 8 ->
                line.replace(":1", dice.pick(":1e400", ":-1", ":null", ":\"1\"", ":1.5", ":[1]"))
                        .getBytes(UTF_8);
            default ->
                line.replace("\":", dice.pick("\":{\"a\":", "\"=", "\":null,\"x\":"))
                        .getBytes(UTF_8);
        };
    }

    private static byte[] replaced(String[] columns, int column, String value) {
        String[] others = columns.clone();
        others[column] = value;
        return String.join(",", others).getBytes(UTF_8);
    }
}
