package io.padlock.testing.hostility;

import java.util.Arrays;
import java.util.List;

/** Connections that are slow, end early, or come in pieces. */
final class ConnectionKinds {

    private ConnectionKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("in small pieces", any -> true, (draft, dice) -> {
                    Script script = Script.http(List.of(draft));
                    pieces(script, draft.bytes(), dice.between(2, 30), dice);
                    return script;
                }),
                Kind.of(
                        "half a request and reset",
                        any -> true,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(part(draft.bytes(), dice))
                                .reset()),
                Kind.of(
                        "whole request and reset",
                        any -> true,
                        (draft, dice) ->
                                Script.incomplete(draft).send(draft.bytes()).reset()),
                Kind.of(
                        "half a request and end",
                        any -> true,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(part(draft.bytes(), dice))
                                .closeOutput()),
                Kind.of(
                        "whole request and end",
                        any -> true,
                        (draft, dice) ->
                                Script.broken(draft).send(draft.bytes()).closeOutput()),
                Kind.of(
                        "pipelining and reset",
                        any -> true,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(Draft.joined(draft.bytes(), draft.bytes(), draft.bytes()))
                                .reset()),
                Kind.slow("slow body", BytesKinds.TAKES_A_BODY, (draft, dice) -> {
                    Script script = Script.http(List.of(draft)).send(draft.head());
                    return slowly(script, draft.body, dice.between(4, 10), 150);
                }),
                Kind.slow(
                        "slow head",
                        any -> true,
                        (draft, dice) -> slowly(Script.http(List.of(draft)), draft.bytes(), dice.between(4, 10), 150)),
                Kind.slow("slow body that never ends", BytesKinds.TAKES_A_BODY, (draft, dice) -> {
                    Script script = Script.incomplete(draft).send(draft.head());
                    byte[] most = Arrays.copyOf(draft.body, draft.body.length - 1);
                    return slowly(script, most, dice.between(4, 10), 150);
                }),
                Kind.slow("head that never ends", any -> true, (draft, dice) -> {
                    byte[] head = draft.head();
                    return slowly(
                            Script.incomplete(draft), Arrays.copyOf(head, head.length - 2), dice.between(4, 10), 150);
                }),
                Kind.slow("body with a pause of seconds", BytesKinds.TAKES_A_BODY, (draft, dice) -> {
                    byte[] body = draft.body;
                    int half = body.length / 2;
                    return Script.http(List.of(draft))
                            .send(Draft.joined(draft.head(), Arrays.copyOf(body, half)))
                            .pause(dice.between(2_000, 6_000))
                            .send(Arrays.copyOfRange(body, half, body.length))
                            .alone();
                }),
                Kind.slow(
                        "half a body and a long silence",
                        BytesKinds.TAKES_A_BODY,
                        (draft, dice) -> Script.incomplete(draft)
                                .send(Draft.joined(draft.head(), Arrays.copyOf(draft.body, draft.body.length / 2)))
                                .pause(1_000)
                                .closeOutput()));
    }

    private static byte[] part(byte[] whole, Dice dice) {
        return Arrays.copyOf(whole, dice.between(1, whole.length - 1));
    }

    private static void pieces(Script script, byte[] bytes, int many, Dice dice) {
        int from = 0;
        for (int i = 1; i < many && from < bytes.length; i++) {
            int to = Math.min(bytes.length, from + dice.between(1, Math.max(1, 2 * bytes.length / many)));
            script.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        script.send(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static Script slowly(Script script, byte[] bytes, int times, int pauseMillis) {
        int size = Math.max(1, bytes.length / times);
        for (int at = 0; at < bytes.length; at += size) {
            script.pause(pauseMillis).send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return script.alone();
    }
}
