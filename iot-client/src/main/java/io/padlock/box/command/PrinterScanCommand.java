package io.padlock.box.command;

import io.padlock.box.printers.Neighbourhood;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Scan;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

@Command(
        name = "scan",
        description = "Looks for ePOS printers in the network that this machine is in, 254 addresses at most.")
final class PrinterScanCommand extends PrinterAction {

    private static final int STEP = 32;

    private int told;

    @Override
    int act(Printers printers) throws IOException, Refused {
        Scan scan = printers.scan(Neighbourhood.of(own()));
        PrintWriter progress = spec.commandLine().getErr();
        scan.watch(so -> tell(so, progress));
        scan.run();
        Scan.Progress end = scan.progress();
        if (json) {
            tellAsJson(end);
        } else {
            end.found().forEach(found -> out().println(found.address() + (found.https() ? "" : " (only over HTTP)")));
            if (end.found().isEmpty()) {
                out().println("No ePOS printer answers in " + end.network() + ".");
            }
        }
        return end.found().isEmpty() ? Commands.NOT_WELL : Commands.WELL;
    }

    /** Several look at once, and what one of them tells may be past a step already. */
    private synchronized void tell(Scan.Progress progress, PrintWriter to) {
        if (progress.looked() / STEP > told) {
            told = progress.looked() / STEP;
            to.println(progress.network() + ": looked at " + progress.looked() + " of " + progress.all() + ", found "
                    + progress.found().size());
            to.flush();
        }
    }
}
