package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.padlock.testing.contract.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/** Bodies whose bytes, length or declared type are wrong. */
final class BytesKinds {

    static final Predicate<Operation> TAKES_A_BODY =
            operation -> operation.requestBody().exists();

    /** Overlong forms, lone and missing continuations, surrogates, beyond Unicode's end, bytes that UTF-8 never has. */
    private static final List<byte[]> NO_UTF8 = List.of(
            hex("c0af"),
            hex("c080"),
            hex("e080af"),
            hex("f08080af"),
            hex("80"),
            hex("bfbf"),
            hex("e282"),
            hex("f09f98"),
            hex("eda080"),
            hex("edbfbf"),
            hex("eda0bdedb880"),
            hex("f4908080"),
            hex("f5808080"),
            hex("fe"),
            hex("ff"),
            hex("fffe"),
            hex("c3"),
            hex("e9"));

    private static final List<String> TYPES = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
            "*/*",
            "application/*",
            "/",
            ";",
            "json",
            "application/json, text/html",
            "application/json; charset",
            "application/json; charset=",
            "application/json;;;",
            "application/json; charset=\"utf-8",
            "application/json; charset=klingon",
            "application/json; charset=utf-16",
            "text/csv; charset=utf-7",
            "application/x-ndjson; charset=\u00ff",
            "APPLICATION/JSON",
            "application/json\t",
            "application/vnd.api+json",
            "application/problem+json",
            "application/octet-stream",
            "text/csv; header=absent");

    private BytesKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("no UTF-8", TAKES_A_BODY, (draft, dice) -> Script.plain(draft.body(noUtf8(draft.body, dice)))),
                Kind.of(
                        "byte order mark or NUL",
                        TAKES_A_BODY,
                        (draft, dice) -> Script.plain(draft.body(marked(draft.body, dice)))),
                Kind.of("other charset", TAKES_A_BODY, (draft, dice) -> {
                    Charset charset = dice.pick(UTF_16, UTF_16LE, Charset.forName("UTF-32"), ISO_8859_1);
                    return Script.plain(draft.body((draft.text() + "\u00e9").getBytes(charset)));
                }),
                Kind.of(
                        "flipped bits",
                        TAKES_A_BODY,
                        (draft, dice) -> Script.plain(draft.body(flipped(draft.body, dice)))),
                Kind.of("wrong media type", TAKES_A_BODY, BytesKinds::otherType),
                Kind.of(
                        "content coding",
                        TAKES_A_BODY,
                        (draft, dice) -> Script.plain(draft.with(
                                        "Content-Encoding",
                                        dice.pick("gzip", "deflate", "br", "identity", "x, gzip", "klingon"))
                                .body(dice.oneIn(2) ? draft.body : gzipped(draft.body)))),
                Kind.of(
                        "long body",
                        TAKES_A_BODY,
                        (draft, dice) ->
                                Script.plain(draft.body(padded(draft.body, dice.between(65_000, 131_000), dice)))),
                Kind.of(
                        "body over the limit",
                        TAKES_A_BODY,
                        (draft, dice) -> Script.http(
                                        draft.body(padded(draft.body, dice.between(131_073, 200_000), dice)))
                                .alone()),
                Kind.of("no body", TAKES_A_BODY, (draft, dice) -> Script.plain(draft.body(new byte[0]))));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] inserted(byte[] into, byte[] what, int at) {
        return Draft.joined(Arrays.copyOf(into, at), what, Arrays.copyOfRange(into, at, into.length));
    }

    private static byte[] noUtf8(byte[] body, Dice dice) {
        byte[] spoiled = body;
        for (int i = dice.between(1, 3); i > 0; i--) {
            spoiled = inserted(spoiled, dice.pick(NO_UTF8), dice.below(spoiled.length + 1));
        }
        return spoiled;
    }

    private static byte[] marked(byte[] body, Dice dice) {
        byte[] mark = dice.pick(hex("efbbbf"), hex("feff"), hex("00"), hex("00000000"), hex("1a"), hex("1b5b324a"));
        return inserted(body, mark, dice.oneIn(2) ? 0 : dice.below(body.length + 1));
    }

    static byte[] flipped(byte[] bytes, Dice dice) {
        byte[] flipped = bytes.clone();
        for (int i = dice.between(1, 4); i > 0; i--) {
            flipped[dice.below(flipped.length)] ^= (byte) (1 << dice.below(8));
        }
        return flipped;
    }

    private static Script otherType(Draft draft, Dice dice) {
        draft.without("Content-Type");
        if (dice.oneIn(8)) {
            return Script.http(draft);
        }
        draft.with("Content-Type", dice.pick(TYPES));
        if (dice.oneIn(6)) {
            draft.with("Content-Type", dice.pick(TYPES));
        }
        return Script.http(draft);
    }

    private static byte[] gzipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Blanks before or behind, or one long text: still JSON in two cases of three. */
    private static byte[] padded(byte[] body, int length, Dice dice) {
        byte[] padding = " ".repeat(length - body.length).getBytes(UTF_8);
        return switch (dice.below(3)) {
            case 0 -> Draft.joined(padding, body);
            case 1 -> Draft.joined(body, padding);
            default -> "a".repeat(length).getBytes(UTF_8);
        };
    }
}
