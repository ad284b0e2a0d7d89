package io.padlock.box.command;

import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "generate",
        description = {
            "Makes a certificate for a printer, once: .p12 (or .pem and .key) for the printer's own form, .crt for all",
            "devices. Whoever has the .key or the .p12 and its password can pass for the printer."
        })
final class PrinterGenerateCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(names = "--years", paramLabel = "N", description = "1 or 2; 825 days, what Apple takes, if not given")
    Integer years;

    @Option(names = "--again", description = "though there is one: devices that have that one lose access")
    boolean again;

    @Option(
            names = "--import-password",
            paramLabel = "PASSWORD",
            description = "of the .p12, which the printer's form asks for; made and shown, if not given")
    String password;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "the folder to write to")
    Path to;

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
        if (json) {
            tellAsJson(files.asJson(warning));
        } else {
            files.tell(out(), warning);
        }
        return Commands.WELL;
    }
}
