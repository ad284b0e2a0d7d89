package io.padlock.box.homepage;

import io.padlock.box.status.Status.Explained;
import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import java.util.List;
import java.util.Map;

/**
 * One of a server's reasons, as the reader of the page is told. The server speaks English; what it means by its codes the box
 * knows in its reader's language too.
 *
 * @param original the server's own words, where others stand before them; empty otherwise
 */
record Reason(String explanation, String remedy, String original) {

    private record Keys(String reason, String remedy) {}

    private static final Map<String, Keys> KNOWN = Map.of(
            "UNKNOWN_DATABASE_OR_CONTRACT", new Keys("reason.unknown-database", "remedy.unknown-database"),
            "NOT_A_PRODUCTION_DATABASE", new Keys("reason.not-production", "remedy.not-production"),
            "SUBSCRIPTION_NOT_IN_PROGRESS", new Keys("reason.not-in-progress", "remedy.not-in-progress"),
            "NO_IOT_BOX_LINE", new Keys("reason.no-iot-box", "remedy.no-iot-box"),
            "KEY_COMPROMISED", new Keys("reason.key-compromised", "remedy.key-compromised"),
            "TRY_LATER", new Keys("reason.later", "remedy.later"),
            "TOO_MANY_REQUESTS", new Keys("reason.too-many", "remedy.too-many"),
            "INTERNAL_ERROR", new Keys("reason.mistake", "remedy.mistake"));

    static List<Reason> all(List<Explained> reasons, Words words) {
        return reasons.stream().map(reason -> of(reason, words)).toList();
    }

    private static Reason of(Explained said, Words words) {
        Keys known = KNOWN.get(said.code());
        if (known == null
                || (words.language() == Language.ENGLISH && !said.explanation().isEmpty())) {
            return new Reason(said.explanation(), said.remedy(), "");
        }
        return new Reason(words.say(known.reason()), words.say(known.remedy()), said.explanation());
    }
}
