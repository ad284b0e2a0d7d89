package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.security.cert.X509Certificate;
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

    /** For devices: what was generated last, which the printer shows or is to show; what it made for itself comes after. */
    public Optional<X509Certificate> toImport() {
        List<Kept> good =
                kept.stream().filter(one -> !one.hasEndedAt(look.at())).toList();
        return good.stream()
                .filter(Kept::isGenerated)
                .findFirst()
                .or(() -> good.stream().filter(look::shows).findFirst())
                .map(Kept::toImport)
                .or(() -> look.certificate()
                        .filter(ServedCertificate::isSelfSigned)
                        .filter(shown -> look.at().isBefore(shown.notAfter()))
                        .map(ServedCertificate::leaf));
    }

    /** What the printer shows still, while another one is to be imported: devices that have it lose nothing by both. */
    public Optional<Kept> stillShown() {
        return kept.stream()
                .filter(look::shows)
                .filter(one -> !one.hasEndedAt(look.at()))
                .filter(one -> !toImport().equals(Optional.of(one.toImport())))
                .findFirst();
    }

    /** One of the printer's own that devices were given: they lose access when the printer shows another. */
    public Optional<Kept> atStake() {
        boolean isReplaced = kept.stream().anyMatch(one -> one.isGenerated() && look.shows(one));
        return isReplaced ? Optional.empty() : Printers.atStake(kept, look.at());
    }
}
