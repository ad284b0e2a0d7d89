package io.padlock.box.command;

import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(name = "list", description = "The certificates that are kept, printer by printer. Asks no printer.")
final class PrinterListCommand extends PrinterAction {

    /** One of them. */
    record Line(
            String address,
            int number,
            String origin,
            String fingerprint,
            String printersFingerprint,
            String madeAt,
            String notAfter) {

        static Line of(PrinterAddress address, Kept kept) {
            return new Line(
                    address.ip(),
                    kept.number(),
                    kept.origin().name(),
                    kept.fingerprint().text(),
                    kept.printersFingerprint().text(),
                    kept.madeAt().toString(),
                    kept.notAfter().toString());
        }
    }

    @Override
    int act(Printers printers) throws IOException, Refused {
        List<Line> lines = new ArrayList<>();
        for (PrinterAddress address : printers.known()) {
            printers.kept(address).forEach(kept -> lines.add(Line.of(address, kept)));
        }
        if (json) {
            tellAsJson(lines);
        } else {
            lines.forEach(this::tell);
        }
        return Commands.WELL;
    }

    private void tell(Line line) {
        out().println(line.address() + ", " + line.origin().toLowerCase(Locale.ROOT) + " " + line.madeAt()
                + ", valid until " + line.notAfter());
        out().println("    For devices: " + line.fingerprint());
        if (!line.printersFingerprint().equals(line.fingerprint())) {
            out().println("    The printer's own: " + line.printersFingerprint());
        }
    }
}
