package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;

/**
 * Whether a browser that trusts what is kept for a printer, and nothing else, shows a padlock there.
 *
 * @param missing the step that is, where it does not
 */
public record Checked(Look look, List<Kept> kept, Optional<Missing> missing, Phrase explanation) {

    /** The steps, in their order. */
    public enum Missing {
        /** The printer has to answer. */
        REACH,
        /** A certificate that all accept has to be made. */
        GENERATE,
        /** The printer has to show it. */
        INSTALL,
        /** The one that the printer shows has to be taken from it. */
        EXPORT
    }

    public boolean isPadlock() {
        return missing.isEmpty();
    }
}
