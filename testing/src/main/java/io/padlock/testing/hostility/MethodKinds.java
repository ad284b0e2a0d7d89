package io.padlock.testing.hostility;

import java.util.List;
import java.util.Locale;

/** Methods that the address does not take. */
final class MethodKinds {

    private MethodKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("other method", any -> true, (draft, dice) -> {
                    draft.method = dice.pick("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");
                    return Script.http(draft);
                }),
                Kind.of("unknown method", any -> true, (draft, dice) -> {
                    draft.method = dice.pick(
                            "PROPFIND",
                            "PURGE",
                            "DEBUG",
                            "FOO",
                            "M-SEARCH",
                            "A",
                            "GETT",
                            "POSTPOST",
                            "GET_",
                            "X".repeat(300));
                    return Script.http(draft);
                }),
                Kind.of("method in lower case", any -> true, (draft, dice) -> {
                    draft.method = dice.oneIn(2)
                            ? draft.method.toLowerCase(Locale.ROOT)
                            : draft.method.charAt(0) + draft.method.substring(1).toLowerCase(Locale.ROOT);
                    return Script.http(draft);
                }),
                Kind.of("method that is none", any -> true, (draft, dice) -> {
                    draft.method = dice.pick(
                            "",
                            " ",
                            "GET\0",
                            "G ET",
                            "\u00c4",
                            "GET/",
                            "(GET)",
                            "\"GET\"",
                            "GET:",
                            "\t",
                            "X".repeat(5_000));
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of("CONNECT", any -> true, (draft, dice) -> {
                    draft.method = "CONNECT";
                    draft.path = dice.pick(draft.path, draft.prey.authority(), "example.com:443", "/");
                    return Script.broken(draft).send(draft.bytes());
                }),
                Kind.of(
                        "method by a header",
                        any -> true,
                        (draft, dice) -> Script.plain(draft.with(
                                dice.pick("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"),
                                dice.pick("DELETE", "PUT", "GET", "TRACE", "")))));
    }
}
