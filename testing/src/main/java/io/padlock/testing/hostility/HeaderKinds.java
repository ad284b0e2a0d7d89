package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.padlock.testing.contract.Operation;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Headers. */
final class HeaderKinds {

    private static final Predicate<Operation> FOR_OPERATORS =
            operation -> operation.place().child("security").exists();

    private static final String[] ACCEPTS = {
        "",
        "*",
        "/",
        "//",
        "*/*/*",
        ";q=1",
        "*/*;q=2",
        "*/*;q=-1",
        "*/*;q=a",
        "*/*;q=0",
        "application/json;q=0",
        "text/html",
        "image/*",
        "application/*",
        "application/problem+json",
        "application/json;;;;",
        ",,,,",
        "*/*,",
        "a/b;c=\"",
        "a/b;c=\"\\",
        "application/json;charset=utf-16",
        "text/csv;q=0.0001",
        "\u00ff/\u00fe",
        "application/x-ndjson, text/csv;q=0.5"
    };

    private static final String[] CREDENTIALS = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer  ",
        "bearer x",
        "Bearer x y",
        "Basic",
        "Basic !!!",
        "Basic Og==",
        "Digest username=\"a\"",
        "Negotiate TlRMTVNTUAAB",
        "Bearer null",
        "Bearer .",
        "Bearer ..",
        "Bearer a.b.c",
        "Bearer \u00ff\u00fe",
        "AWS4-HMAC-SHA256 a",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
        "Bearer eyJhbGciOiJub25lIn0.e30.e30",
        "Bearer %s%n",
        "Token x",
        ",",
        "="
    };

    private static final String[] CONDITIONS = {
        "*",
        "\"\"",
        "\"",
        "W/",
        "W/\"",
        "\"a\", \"b\"",
        ",,,",
        "\"\"\"\"",
        "yesterday",
        "Thu, 32 Foo 2026 99:99:99 GMT",
        "0",
        "-1",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "\u00ff",
        "'; --"
    };

    private HeaderKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of(
                        "bad Accept",
                        any -> true,
                        (draft, dice) -> Script.http(draft.with(
                                "Accept", dice.oneIn(8) ? "a/b,".repeat(dice.pick(10, 1_000)) : dice.pick(ACCEPTS)))),
                Kind.of("bad Authorization", FOR_OPERATORS, HeaderKinds::badAuthorization),
                Kind.of("several credentials", FOR_OPERATORS, (draft, dice) -> {
                    draft.with("Authorization", dice.pick(CREDENTIALS));
                    draft.headers.add(0, new Header("authorization", dice.pick(CREDENTIALS)));
                    return Script.http(draft);
                }),
                Kind.of(
                        "conditions and ranges",
                        any -> true,
                        (draft, dice) -> Script.http(draft.with(
                                dice.pick(
                                        "If-None-Match",
                                        "If-Match",
                                        "If-Modified-Since",
                                        "If-Unmodified-Since",
                                        "If-Range",
                                        "Range"),
                                dice.pick(
                                        dice.pick(CONDITIONS),
                                        "bytes=0-0",
                                        "bytes=" + "0-1,".repeat(500),
                                        "bytes=9-1",
                                        "bytes=-")))),
                Kind.of(
                        "forwarded by somebody",
                        any -> true,
                        (draft, dice) -> Script.plain(draft.with(
                                dice.pick(
                                        "X-Forwarded-For",
                                        "Forwarded",
                                        "X-Real-IP",
                                        "X-Forwarded-Host",
                                        "X-Forwarded-Proto",
                                        "X-Forwarded-Prefix",
                                        "X-Forwarded-Port",
                                        "True-Client-IP",
                                        "Via"),
                                dice.pick(
                                        "127.0.0.1",
                                        "::1",
                                        "for=127.0.0.1;by=_x;proto=gopher",
                                        "a,b,c",
                                        "-1",
                                        "/../..",
                                        "[::",
                                        "unknown",
                                        "127.0.0.1, ".repeat(300) + "127.0.0.1")))),
                Kind.of(
                        "forged reference",
                        any -> true,
                        (draft, dice) -> Script.plain(draft.with(
                                dice.pick("Padlock-Reference", "X-Request-ID", "traceparent", "tracestate", "baggage"),
                                dice.pick(
                                        "0000-0000-0000",
                                        HostileText.FORGED,
                                        "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-00",
                                        "00-" + dice.hex(32) + "-" + dice.hex(16) + "-01",
                                        "ff-" + dice.hex(32),
                                        "x".repeat(3_000))))),
                Kind.of(
                        "hostile header",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with(
                                                dice.pick(
                                                        "User-Agent",
                                                        "Referer",
                                                        "Cookie",
                                                        "Origin",
                                                        "X-A",
                                                        "Accept-Language",
                                                        "Accept-Encoding"),
                                                bytes(HostileText.any(dice)))
                                        .bytes())),
                Kind.of("many headers", any -> true, (draft, dice) -> {
                    int many = dice.pick(100, 500, 2_000, 10_000);
                    boolean same = dice.oneIn(2);
                    for (int i = 0; i < many; i++) {
                        draft.with(same ? "X-A" : "X-" + i, dice.pick("", "b"));
                    }
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("huge header", any -> true, (draft, dice) -> {
                    int length = dice.pick(8_100, 8_300, 19_000, 21_000, 70_000, 300_000);
                    return Script.broken(
                                    dice.oneIn(4)
                                            ? draft.with("X" + "a".repeat(length), "b")
                                            : draft.with(
                                                    dice.pick("X-A", "Cookie", "Authorization", "Accept", "Host"),
                                                    "a".repeat(length)))
                            .send(draft.bytes());
                }),
                Kind.of("duplicate header", any -> true, (draft, dice) -> {
                    Header twice = dice.pick(draft.headers);
                    draft.with(twice.name(), dice.pick(twice.value(), "", "x", twice.value() + ", " + twice.value()));
                    return twice.name().equals("Host") ? Script.broken(draft).send(draft.bytes()) : Script.http(draft);
                }),
                Kind.of("no Host or a wrong one", any -> true, (draft, dice) -> {
                    draft.without("Host");
                    if (!dice.oneIn(4)) {
                        draft.with(
                                "Host",
                                dice.pick(
                                        "",
                                        " ",
                                        "a b",
                                        "a:b:c",
                                        ":",
                                        "[",
                                        "example.com/../",
                                        "user@example.com",
                                        "\u00ff",
                                        "a\tb",
                                        "127.0.0.1:99999",
                                        "h".repeat(3_000),
                                        "%00",
                                        "example.com, example.org"));
                    }
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of(
                        "folded header",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with(
                                                dice.pick(
                                                        "X-A",
                                                        "Accept",
                                                        "Content-Type",
                                                        "Authorization",
                                                        "Content-Length"),
                                                dice.pick("a\r\n b", "a\r\n\tb", "\r\n b", "a\r\n \r\n b"))
                                        .bytes())),
                Kind.of(
                        "header that is none",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with(
                                                dice.pick(
                                                        "X A",
                                                        " X",
                                                        "",
                                                        "X\0",
                                                        "X\u00ff",
                                                        "X:",
                                                        "(X)",
                                                        "X\r\nY",
                                                        "Content-Length ",
                                                        "\tX",
                                                        "X\u007f",
                                                        "Host\r"),
                                                dice.pick("1", "", "a\rb", "a\nb", "a\0b", "\u007f", "a\r\n\r\nb"))
                                        .bytes())),
                Kind.of(
                        "Expect",
                        any -> true,
                        (draft, dice) -> Script.http(draft.with(
                                        "Expect",
                                        dice.pick(
                                                "100-continue",
                                                "100-Continue",
                                                "200-ok",
                                                "",
                                                "100-continue, 100-continue",
                                                "x")))
                                .alone()),
                Kind.of(
                        "Connection",
                        any -> true,
                        (draft, dice) -> Script.broken(draft)
                                .send(draft.with(
                                                "Connection",
                                                dice.pick(
                                                        "close",
                                                        "keep-alive",
                                                        "Host",
                                                        "Authorization, Content-Length",
                                                        "close, keep-alive",
                                                        "TE",
                                                        "",
                                                        "x".repeat(2_000),
                                                        "Upgrade"))
                                        .with(
                                                dice.pick("Upgrade", "Keep-Alive", "TE", "Proxy-Connection"),
                                                dice.pick("websocket", "h2c", "TLS/1.0", "x", "trailers, gzip"))
                                        .bytes())));
    }

    private static Script badAuthorization(Draft draft, Dice dice) {
        String token = draft.prey.operatorToken();
        String basic = "Basic " + Base64.getEncoder().encodeToString(("operator:" + token).getBytes(UTF_8));
        return Script.http(draft.instead(
                "Authorization",
                switch (dice.below(6)) {
                    case 0 -> "Bearer " + token.substring(1);
                    case 1 -> "Bearer " + token + dice.pick("x", " x", "\u00ff", ",", ", Bearer " + token);
                    case 2 ->
                        dice.pick(
                                basic,
                                token,
                                "Bearer:" + token,
                                "Bearer\t" + token,
                                "BEARER " + token,
                                "Bearer \"" + token + "\"");
                    case 3 -> "Bearer " + "a".repeat(dice.pick(100, 5_000));
                    default -> dice.pick(CREDENTIALS);
                }));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
