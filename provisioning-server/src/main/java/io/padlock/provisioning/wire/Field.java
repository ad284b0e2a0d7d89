package io.padlock.provisioning.wire;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.util.function.Function;

/** Turns a text that was sent into a type that has parsed it, or into a refusal that names the rule. */
public final class Field {

    private Field() {}

    /** @param parser fails with an IllegalArgumentException whose message is a sentence for the sender */
    public static <T> T parse(String code, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(new Unusable(
                    400,
                    "A field can't be used",
                    new Reason(code, e.getMessage(), "Correct it and send the request again.")));
        }
    }
}
