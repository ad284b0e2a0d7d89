package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a printer.
 *
 * @param problem why no certificate was seen
 * @param objections of browsers to the one that was
 * @param anothers the address for which this box keeps what was seen, where that is another one
 */
public record Look(
        PrinterAddress address,
        Instant at,
        Optional<Phrase> problem,
        Optional<ServedCertificate> certificate,
        List<Objection> objections,
        Optional<PrinterAddress> anothers,
        boolean wasAsked,
        boolean isEpos,
        Phrase eposSays) {

    static Look of(
            PrinterAddress address,
            Visit.Seen seen,
            List<X509Certificate> roots,
            Optional<PrinterAddress> anothers,
            Instant now) {
        Optional<ServedCertificate> certificate = Optional.ofNullable(seen.certificate());
        return new Look(
                address,
                now,
                Optional.ofNullable(seen.problem()),
                certificate,
                certificate
                        .map(shown -> Objections.to(shown, address.ip(), now, roots, anothers))
                        .orElse(List.of()),
                anothers,
                seen.epos().answer() != Visit.Answer.NOT_ASKED,
                seen.epos().answer() == Visit.Answer.YES,
                seen.epos().says());
    }

    boolean shows(Kept kept) {
        return certificate.filter(shown -> shown.leaf().equals(kept.shown())).isPresent();
    }
}
