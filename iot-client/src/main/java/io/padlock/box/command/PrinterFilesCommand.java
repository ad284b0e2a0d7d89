package io.padlock.box.command;

import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "files",
        description = {
            "The files of a certificate that was generated before, once more, as \"generate\" writes them. Whoever has the",
            ".key or the .p12 and its password can pass for the printer."
        })
final class PrinterFilesCommand extends FilesAction {

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "of one of those that \"list\" tells; the last one, if not given")
    String fingerprint;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        String secret = MadeFiles.password(password);
        MadeFiles files = new MadeFiles(parsed, printers.generated(parsed, fingerprint(fingerprint)), secret, to);
        OwnersFile.mustTake(OwnersFile.folder(to));
        files.write();
        return told(files, Optional.empty());
    }
}
