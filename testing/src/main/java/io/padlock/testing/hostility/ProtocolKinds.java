package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.padlock.testing.contract.Operation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/** Other protocols, other versions, and nothing of the kind. */
final class ProtocolKinds {

    /** Where the address plays no part. */
    private static final Predicate<Operation> ONCE = operation -> operation.id().equals("contract");

    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("160301007a0100007603030000000000000000000000000000000000000000000000000000000000000000"
                    + "00000ac02bc02fc02cc030009c0100004300000010000e00000b6578616d706c652e636f6d000a00080006001d00170018"
                    + "000b00020100000d00120010040308040401050308050501080606010010000b000908687474702f312e31");

    private ProtocolKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("HTTP/1.0", any -> true, (draft, dice) -> {
                    draft.version = "HTTP/1.0";
                    if (dice.oneIn(2)) {
                        draft.without("Host");
                    }
                    if (dice.oneIn(2)) {
                        draft.with("Connection", "keep-alive");
                    }
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("other version", any -> true, (draft, dice) -> {
                    draft.version = dice.pick(
                            "HTTP/0.9",
                            "HTTP/1.2",
                            "HTTP/2.0",
                            "HTTP/3",
                            "HTTP/9.9",
                            "HTTP/1",
                            "http/1.1",
                            "HTTP 1.1",
                            "HTTP/1.1.1",
                            "HTTP/11.1",
                            "HTTP/-1.1",
                            "HTTP/1.1x",
                            "ICAP/1.0",
                            "SIP/2.0",
                            "",
                            "x",
                            "HTTP/\u00ff.1",
                            "HTTP/1.1 x");
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("bare line feeds", any -> true, (draft, dice) -> {
                    String head = new String(draft.head(), ISO_8859_1);
                    String bare = dice.oneIn(2)
                            ? head.replace("\r\n", "\n")
                            : head.replaceFirst("\r\n", dice.pick("\n", "\r", "\r\r\n", "\n\r"));
                    return Script.incomplete(draft)
                            .send(Draft.joined(
                                    bare.getBytes(ISO_8859_1), draft.body == null ? new byte[0] : draft.body));
                }),
                Kind.of(
                        "blank lines first",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(Draft.joined(
                                        FramingKinds.ascii(dice.pick(
                                                "\r\n", "\r\n\r\n", "\n", " ", "\t", "\0", "\r\n".repeat(1_000))),
                                        draft.bytes()))),
                Kind.of("flipped bits in the head", any -> true, (draft, dice) -> {
                    byte[] spoiled = BytesKinds.flipped(draft.head(), dice);
                    becomes(draft, spoiled);
                    return Script.incomplete(draft)
                            .send(withoutTelnet(draft.body == null ? spoiled : Draft.joined(spoiled, draft.body)));
                }),
                Kind.of(
                        "garbage",
                        ONCE,
                        (draft, dice) ->
                                Script.incomplete(draft).send(withoutTelnet(dice.bytes(dice.between(1, 3_000))))),
                Kind.of(
                        "garbage that ends",
                        ONCE,
                        (draft, dice) -> Script.broken(draft)
                                .send(Draft.joined(
                                        withoutTelnet(dice.bytes(dice.between(1, 300))),
                                        FramingKinds.ascii("\r\n\r\n")))),
                Kind.of(
                        "TLS",
                        ONCE,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(dice.oneIn(3) ? BytesKinds.flipped(CLIENT_HELLO, dice) : CLIENT_HELLO)),
                Kind.of(
                        "HTTP/2 without a question",
                        ONCE,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(Draft.joined(
                                        FramingKinds.ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                                        dice.pick(new byte[0], new byte[9], withoutTelnet(dice.bytes(40)))))),
                Kind.of(
                        "upgrade to HTTP/2",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with("Connection", "Upgrade, HTTP2-Settings")
                                        .with("Upgrade", "h2c")
                                        .with("HTTP2-Settings", dice.pick("AAMAAABkAAQAAP__", "", "x", "\u00ff"))
                                        .bytes())
                                .alone()),
                Kind.of(
                        "upgrade to WebSocket",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with("Connection", "Upgrade")
                                        .with("Upgrade", "websocket")
                                        .with("Sec-WebSocket-Version", dice.pick("13", "8", "x"))
                                        .with("Sec-WebSocket-Key", dice.pick("dGhlIHNhbXBsZSBub25jZQ==", "", "x"))
                                        .bytes())
                                .alone()),
                Kind.of(
                        "SSH and others",
                        ONCE,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(FramingKinds.ascii(dice.pick(
                                        "SSH-2.0-OpenSSH_9.2p1\r\n",
                                        "EHLO example.com\r\n",
                                        "*1\r\n$4\r\nPING\r\n",
                                        "USER a\r\n",
                                        "\u0005\u0001\0",
                                        "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n",
                                        "\0\0\0\u0008\u0004\u00d2\u0016\u002f",
                                        "GET /")))),
                Kind.of("nothing at all", ONCE, (draft, dice) -> {
                    Script script = Script.incomplete(draft).send(new byte[0]);
                    return dice.oneIn(2) ? script.closeOutput() : script.reset();
                }));
    }

    /** A flipped bit in the first line can make another address of it, and that is what is answered. */
    private static void becomes(Draft draft, byte[] head) {
        String[] words = new String(head, ISO_8859_1).split("\r?\n", 2)[0].split(" ");
        if (words.length == 3) {
            draft.method = words[0];
            draft.path = words[1];
            draft.query = "";
        }
    }

    /** Without a byte that curl, which repeats this by telnet, would write twice (RFC 854). */
    private static byte[] withoutTelnet(byte[] bytes) {
        byte[] other = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < other.length; i++) {
            if (other[i] == (byte) 0xff) {
                other[i] = (byte) 0xfe;
            }
        }
        return other;
    }
}
