package io.padlock.box.printers;

import io.padlock.box.printers.Checked.Missing;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;

/** Which step is missing, by what was seen. */
final class Judgement {

    private final Look look;
    private final List<Kept> kept;
    private final boolean hasAny;

    /** @param hasAny whether devices were given anything to trust */
    Judgement(Look look, List<Kept> kept, boolean hasAny) {
        this.look = look;
        this.kept = kept;
        this.hasAny = hasAny;
    }

    Checked trusted() {
        if (isRefusedByAll()) {
            return refused();
        }
        List<String> others =
                look.objections().stream().map(Objection::who).distinct().toList();
        Phrase explanation = others.isEmpty()
                ? Phrase.of("printer-check.padlock")
                : Phrase.of("printer-check.padlock-but", String.join("; ", others));
        return new Checked(look, kept, Optional.empty(), explanation);
    }

    Checked notTrusted() {
        // What is shown and trusted and still refused ended, or is for another address.
        boolean isKept = kept.stream().anyMatch(look::shows);
        if (isToBeInstalled() || isKept || isRefusedByAll()) {
            return refused();
        }
        return missing(Missing.EXPORT, hasAny ? "printer-check.changed" : "printer-check.export");
    }

    /** Nobody takes what is shown: another one has to be, which may have been made already. */
    private Checked refused() {
        if (isToBeInstalled()) {
            return missing(Missing.INSTALL, "printer-check.install");
        }
        return look.anothers()
                .map(address -> missing(Missing.GENERATE, "printer-check.moved", address))
                .orElseGet(() -> missing(Missing.GENERATE, "printer-check.objections"));
    }

    private boolean isToBeInstalled() {
        List<Kept> generated = kept.stream().filter(Kept::isGenerated).toList();
        return generated.stream().noneMatch(look::shows)
                && generated.stream().anyMatch(one -> one.isValidAt(look.at()));
    }

    private boolean isRefusedByAll() {
        return look.objections().stream().anyMatch(Objection::isEverybodys);
    }

    private Checked missing(Missing step, String why, Object... arguments) {
        return new Checked(look, kept, Optional.of(step), Phrase.of(why, arguments));
    }
}
