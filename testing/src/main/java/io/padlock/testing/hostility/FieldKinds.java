package io.padlock.testing.hostility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.padlock.testing.hostility.HostileJson.Field;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** JSON of which a field is not what the schema says. */
final class FieldKinds {

    static final Predicate<Operation> TAKES_JSON = operation ->
            operation.requestBody().child("content").child("application/json").exists();

    private static final String[] OTHER_TYPES = {
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "\"\"",
        "\"text\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[1,2]",
        "{\"a\":1}",
        "[{}]"
    };
    private static final String[] NUMBERS = {
        "1e400",
        "-1e400",
        "1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "-2147483649",
        "-0",
        "-0.0",
        "0.1e1",
        "1E+2",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "+1",
        ".5",
        "5.",
        "0x10",
        "1_000",
        "1e2147483648",
        "1e-2147483649",
        "123456789012345678901234567890123456789012345678901234567890",
        "1000001"
    };

    private FieldKinds() {}

    static List<Kind> all() {
        return List.of(
                field("wrong type", (body, dice) -> body.any(dice).raw(dice.pick(OTHER_TYPES))),
                field("missing field", (body, dice) -> body.any(dice).remove()),
                field("null", (body, dice) -> body.any(dice).raw("null")),
                field(
                        "hostile number",
                        (body, dice) -> body.any(dice, "integer").raw(number(dice))),
                field("hostile text", (body, dice) -> body.any(dice, "string").text(HostileText.any(dice))),
                field(
                        "long text",
                        (body, dice) -> body.any(dice, "string")
                                .text(HostileText.aLong(dice, dice.pick(65, 201, 1001, 16_385, 60_000)))),
                field("edge of the schema", FieldKinds::edge),
                field("extra field", FieldKinds::extra),
                field("duplicate key", (body, dice) -> {
                    Field field = body.any(dice);
                    field.twice(dice.pick(field.value(), "null", "\"other\"", "{}"));
                }),
                field(
                        "deep nesting",
                        (body, dice) -> body.any(dice).raw(nested(dice, dice.pick(50, 999, 1001, 5_000)))),
                Kind.of(
                        "body that is no object",
                        TAKES_JSON,
                        (draft, dice) -> Script.plain(draft.body(noObject(dice)))),
                Kind.of(
                        "body that is no JSON",
                        TAKES_JSON,
                        (draft, dice) -> Script.plain(draft.body(brokenJson(draft.text(), dice)))));
    }

    private static Kind field(String name, BiConsumer<HostileJson, Dice> spoil) {
        return Kind.of(name, TAKES_JSON, (draft, dice) -> {
            HostileJson body = new HostileJson(draft);
            spoil.accept(body, dice);
            return Script.plain(draft.body(body.toString()));
        });
    }

    private static String number(Dice dice) {
        return dice.oneIn(6) ? "1" + "0".repeat(dice.pick(20, 400, 1_001, 20_000)) : dice.pick(NUMBERS);
    }

    /** A little on either side of what the schema allows. */
    private static void edge(HostileJson body, Dice dice) {
        Field field = body.any(dice);
        Place schema = field.schema();
        int off = dice.pick(-1, 0, 1);
        if (schema.child("enum").exists()) {
            String value = dice.pick(schema.child("enum").items()).text();
            field.text(dice.pick(
                    value.toLowerCase(java.util.Locale.ROOT), value + " ", value.substring(1), value + value));
        } else if (schema.child("maxLength").exists()) {
            field.text(dice.pick("x", "\u00e9", "\ud83d\ude00")
                    .repeat(Math.max(0, schema.child("maxLength").node().asInt() + off)));
        } else if (schema.child("maximum").exists()) {
            field.raw(Long.toString(
                    schema.child(dice.pick("minimum", "maximum")).node().asLong() + off));
        } else if (schema.child("maxItems").exists()) {
            int many = schema.child("maxItems").node().asInt() + off;
            field.raw("[" + "{\"product\":\"P\",\"quantity\":1},".repeat(many - 1)
                    + "{\"product\":\"P\",\"quantity\":1}]");
        } else {
            String uuid = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
            field.text(dice.pick(
                    uuid.toUpperCase(java.util.Locale.ROOT),
                    "{" + uuid + "}",
                    "urn:uuid:" + uuid,
                    uuid.replace("-", ""),
                    uuid + "\n",
                    " " + uuid,
                    "5-1-4-9-2",
                    uuid.replace('e', '\u0435')));
        }
    }

    private static void extra(HostileJson body, Dice dice) {
        ObjectNode object = body.anObject(dice);
        switch (dice.below(5)) {
            case 0 -> object.put(HostileText.any(dice), HostileText.any(dice));
            case 1 ->
                object.put(dice.pick("__proto__", "constructor", "@type", "@class", "class", "$ref", "jsonrpc"), "x");
            case 2 -> object.put("k".repeat(dice.pick(1_000, 50_001)), 1);
            case 3 -> sameHash(object, dice.pick(16, 1_024));
            default -> object.putRawValue("extra", new RawValue(nested(dice, 100)));
        }
    }

    /** Names that fall into one bucket of a hash table. */
    private static void sameHash(ObjectNode object, int many) {
        for (int i = 0; i < many; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 10; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            object.put(name.toString(), i);
        }
    }

    static String nested(Dice dice, int depth) {
        return switch (dice.below(3)) {
            case 0 -> "[".repeat(depth) + "]".repeat(depth);
            case 1 -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            default -> "[".repeat(depth);
        };
    }

    private static String noObject(Dice dice) {
        return switch (dice.below(4)) {
            case 0 -> nested(dice, dice.pick(10, 1_001, 10_000, 60_000));
            case 1 -> HostileJson.quoted(HostileText.any(dice));
            default ->
                dice.pick("", " ", "null", "true", "0", "[]", "[{}]", "\"\"", "\ufeff", "\n\n\n", "{}", "{}{}", "[1");
        };
    }

    private static String brokenJson(String good, Dice dice) {
        int at = dice.below(good.length());
        return switch (dice.below(8)) {
            case 0 -> good.substring(0, at);
            case 1 ->
                good.substring(0, at) + dice.pick("}", "{", "]", "[", ",", ":", "\"", "\\", "\0") + good.substring(at);
            case 2 -> good + dice.pick("}", ",", "x", good, "\0", "//", "\ufeff");
            case 3 -> good.replace('"', '\'');
            case 4 -> good.replace("{", "{/* a comment */");
            case 5 -> good.replace("}", ",}");
            case 6 -> good.replace("\":", "\":\"\\ud800\",\"x\":");
            default -> good.replace("\":", "\"=");
        };
    }
}
