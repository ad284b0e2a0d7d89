package io.padlock.box.diagnosis;

import io.padlock.box.status.Status.Explained;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about one thing.
 *
 * @param evidence what was seen, with the names and numbers that were seen
 * @param remedy what to do; absent where there is nothing to do
 * @param reasons what a server said against it, each with what to do
 * @param recipes what to do to the letter, of which one is enough
 */
public record Finding(
        Subject subject,
        Verdict verdict,
        Phrase evidence,
        Optional<Phrase> remedy,
        List<Explained> reasons,
        List<Recipe> recipes) {

    public enum Verdict {
        WELL,
        BAD,
        /** It needs what was found bad before, or there is nothing of the kind. */
        NOT_LOOKED_AT
    }

    /**
     * Lines to be copied.
     *
     * @param title where they belong
     */
    public record Recipe(Phrase title, String text) {}

    static Finding well(Subject subject, Phrase evidence) {
        return new Finding(subject, Verdict.WELL, evidence, Optional.empty(), List.of(), List.of());
    }

    static Finding bad(Subject subject, Phrase evidence, Phrase remedy) {
        return new Finding(subject, Verdict.BAD, evidence, Optional.of(remedy), List.of(), List.of());
    }

    static Finding notLookedAt(Subject subject, Phrase why) {
        return new Finding(subject, Verdict.NOT_LOOKED_AT, why, Optional.empty(), List.of(), List.of());
    }

    Finding because(List<Explained> others) {
        return new Finding(subject, verdict, evidence, remedy, List.copyOf(others), recipes);
    }

    Finding with(List<Recipe> others) {
        return new Finding(subject, verdict, evidence, remedy, reasons, List.copyOf(others));
    }

    public boolean isBad() {
        return verdict == Verdict.BAD;
    }
}
