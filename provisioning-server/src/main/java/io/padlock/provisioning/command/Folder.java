package io.padlock.provisioning.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which authority a command is about. */
final class Folder {

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "the authority's folder",
            defaultValue = AuthorityCommand.DEFAULT_FOLDER)
    private Path given;

    Path path() {
        return given.toAbsolutePath().normalize();
    }
}
