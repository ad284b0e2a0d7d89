package io.padlock.box.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that write a generated certificate's files. */
abstract class FilesAction extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(
            names = "--import-password",
            paramLabel = "PASSWORD",
            description = "of the .p12, which the printer's form asks for; made and shown, if not given")
    String password;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "the folder to write to")
    Path to;

    final int told(MadeFiles files, Optional<String> warning) throws IOException {
        if (json) {
            tellAsJson(files.asJson(warning));
        } else {
            files.tell(out(), warning);
        }
        return Commands.WELL;
    }
}
