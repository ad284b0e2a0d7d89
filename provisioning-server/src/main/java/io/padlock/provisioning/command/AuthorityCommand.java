package io.padlock.provisioning.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "authority",
        description = {
            "Makes, renews and shows the authority that signs the boxes' certificates.",
            "",
            "Exit codes: 0 all is well; 1 something has to be mended first, said in a sentence;",
            "2 the command was not understood."
        },
        subcommands = {InitCommand.class, RotateCommand.class, InspectCommand.class},
        synopsisSubcommandLabel = "(init | rotate | inspect)")
final class AuthorityCommand {

    @Mixin
    Help help;

    /** Where the server looks: by the same settings, in the same order. */
    static final String DEFAULT_FOLDER = "${sys:padlock.authority.folder:-${env:PADLOCK_AUTHORITY_FOLDER:-"
            + "${sys:padlock.data:-${env:PADLOCK_DATA:-${sys:user.home}/.padlock}}/ca}}";

    @ParentCommand
    Commands commands;
}
