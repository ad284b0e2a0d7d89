package io.padlock.box.command;

import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        description = {
            "Makes a certificate for a printer, once: .p12 (or .pem and .key) for the printer's own form, .crt for all",
            "devices. Whoever has the .key or the .p12 and its password can pass for the printer."
        })
final class PrinterGenerateCommand extends FilesAction {

    @Option(names = "--years", paramLabel = "N", description = "1 or 2; 825 days, what Apple takes, if not given")
    Integer years;

    @Option(names = "--again", description = "though there is one: devices that have that one lose access")
    boolean again;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        String secret = MadeFiles.password(password);
        OwnersFile.mustTake(OwnersFile.folder(to));
        MadeFiles files =
                new MadeFiles(parsed, printers.generate(parsed, Optional.ofNullable(years), again), secret, to);
        files.write();
        Optional<String> warning =
                printers.atStake(parsed).map(own -> ENGLISH.say("printer-generate.exported", own.madeAt()));
        return told(files, warning);
    }
}
