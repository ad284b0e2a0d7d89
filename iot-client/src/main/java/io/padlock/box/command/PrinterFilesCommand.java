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
        name = "files",
        description = {
            "The files of a certificate that was generated before, once more, as \"generate\" writes them. Whoever has the",
            ".key or the .p12 and its password can pass for the printer."
        })
final class PrinterFilesCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "of one of those that \"list\" tells; the last one, if not given")
    String fingerprint;

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
        MadeFiles files = new MadeFiles(parsed, printers.generated(parsed, fingerprint(fingerprint)), secret, to);
        OwnersFile.mustTake(OwnersFile.folder(to));
        files.write();
        if (json) {
            tellAsJson(files.asJson(Optional.empty()));
        } else {
            files.tell(out(), Optional.empty());
        }
        return Commands.WELL;
    }
}
