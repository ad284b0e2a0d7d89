package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where one request ends and the next begins. */
final class FramingKinds {

    private static final String[] LENGTHS = {
        "",
        " ",
        "abc",
        "-1",
        "+2",
        "0x10",
        "1e3",
        "2,2",
        "2, 3",
        "99999999999999999999",
        "9223372036854775808",
        "2147483648",
        "02 ",
        "\u00b2",
        "1 1",
        "2;a"
    };
    private static final String[] CODINGS = {
        "gzip",
        "identity",
        "xchunked",
        "chunked, gzip",
        "gzip, chunked",
        "chunked, chunked",
        " chunked",
        "chunked;a=b",
        "\"chunked\"",
        "CHUNKED",
        "",
        "chunked\t",
        "x",
        "cow"
    };
    private static final String[] SIZES = {
        "zz",
        "-1",
        "+2",
        "0x2",
        "",
        " ",
        "2 ",
        "ffffffff",
        "7fffffff",
        "80000000",
        "ffffffffffffffff",
        "10000000000000000",
        "2;" + "a".repeat(9_000),
        "2;a=\"",
        "2\n",
        "\r\n2",
        "1",
        "00000000000000000000002",
        "3"
    };

    private FramingKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("wrong Content-Length", any -> true, (draft, dice) -> {
                    draft.framed = false;
                    byte[] body = bodyOf(draft);
                    return Script.broken(draft.with("Content-Length", dice.pick(LENGTHS)))
                            .send(Draft.joined(draft.head(), body));
                }),
                Kind.of("two Content-Lengths", any -> true, (draft, dice) -> {
                    byte[] body = bodyOf(draft);
                    draft.body(body)
                            .with("Content-Length", dice.pick("" + body.length, "0", "1", "" + (body.length + 1)));
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("length and chunks", any -> true, (draft, dice) -> {
                    byte[] chunks = chunked(bodyOf(draft), dice.between(1, 500));
                    draft.framed = false;
                    draft.with("Content-Length", dice.pick("0", "5", "" + chunks.length, "" + chunks.length * 2));
                    draft.headers.add(dice.below(draft.headers.size()), new Header("Transfer-Encoding", "chunked"));
                    return Script.broken(draft).send(Draft.joined(draft.head(), chunks));
                }),
                Kind.of("other Transfer-Encoding", any -> true, (draft, dice) -> {
                    draft.framed = false;
                    byte[] chunks = chunked(bodyOf(draft), 100);
                    return Script.broken(draft.with("Transfer-Encoding", dice.pick(CODINGS)))
                            .send(Draft.joined(draft.head(), chunks));
                }),
                Kind.of("chunks", any -> true, (draft, dice) -> {
                    draft.framed = false;
                    byte[] body = bodyOf(draft);
                    int size = dice.pick(1, 7, 100, 10_000);
                    return Script.http(List.of(draft.with("Transfer-Encoding", "chunked")))
                            .send(Draft.joined(draft.head(), chunked(body, size)));
                }),
                Kind.of("wrong chunk size", any -> true, (draft, dice) -> {
                    draft.framed = false;
                    byte[] chunk = ascii(dice.pick(SIZES) + "\r\n{}" + dice.pick("\r\n", "", "\n", "xx") + "0\r\n\r\n");
                    return Script.incomplete(draft.with("Transfer-Encoding", "chunked"))
                            .send(Draft.joined(draft.head(), chunk));
                }),
                Kind.of("chunks over the limit", BytesKinds.TAKES_A_BODY, (draft, dice) -> {
                    draft.framed = false;
                    byte[] chunks = chunked(
                            " ".repeat(dice.between(132_000, 400_000)).getBytes(ISO_8859_1), dice.pick(1_000, 32_768));
                    return Script.http(List.of(draft.with("Transfer-Encoding", "chunked")))
                            .send(Draft.joined(draft.head(), chunks))
                            .alone();
                }),
                Kind.of("trailers", any -> true, (draft, dice) -> {
                    draft.framed = false;
                    byte[] chunks = chunked(bodyOf(draft), 1_000);
                    byte[] trailer = ascii(dice.pick(
                                    "X-A: b",
                                    "Content-Length: 5",
                                    "Authorization: Bearer x",
                                    "Host: x",
                                    "Transfer-Encoding: chunked",
                                    "x",
                                    ": x",
                                    "X-A: " + "b".repeat(30_000))
                            + "\r\n\r\n");
                    byte[] withTrailer = Draft.joined(Arrays.copyOf(chunks, chunks.length - 2), trailer);
                    return Script.broken(draft.with("Transfer-Encoding", "chunked"))
                            .send(Draft.joined(draft.head(), withTrailer));
                }),
                Kind.of(
                        "body where none belongs",
                        BytesKinds.TAKES_A_BODY.negate(),
                        (draft, dice) -> Script.http(draft.with("Content-Type", "application/json")
                                .body("{\"a\":" + "1".repeat(dice.pick(1, 1_000, 60_000)) + "}"))),
                Kind.of(
                        "more than the length says",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(Draft.joined(
                                        draft.bytes(),
                                        ascii(dice.pick(
                                                "x", "\r\n", "\0", "{}", "GET", "0\r\n\r\n", "a".repeat(5_000)))))
                                .alone()),
                Kind.of("pipelining", any -> true, (draft, dice) -> {
                    List<Draft> several = new ArrayList<>();
                    byte[] all = new byte[0];
                    for (int i = dice.pick(2, 3, 20); i > 0; i--) {
                        several.add(draft);
                        all = Draft.joined(all, draft.bytes());
                    }
                    return Script.http(several).send(all);
                }));
    }

    private static byte[] bodyOf(Draft draft) {
        return draft.body == null ? ascii("{}") : draft.body;
    }

    static byte[] chunked(byte[] body, int size) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < body.length; at += size) {
            byte[] part = Arrays.copyOfRange(body, at, Math.min(body.length, at + size));
            parts.add(ascii(Integer.toHexString(part.length) + "\r\n"));
            parts.add(part);
            parts.add(ascii("\r\n"));
        }
        parts.add(ascii("0\r\n\r\n"));
        return Draft.joined(parts.toArray(byte[][]::new));
    }

    static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
