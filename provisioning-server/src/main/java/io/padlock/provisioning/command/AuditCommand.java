package io.padlock.provisioning.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "audit",
        description = {
            "Verifies the audit: that no line was changed, removed, added or reordered.",
            "",
            "Exit codes: 0 all of it is whole; 1 it is not, and the first line that is wrong is named;",
            "2 the command was not understood."
        },
        subcommands = {VerifyCommand.class},
        synopsisSubcommandLabel = "verify")
final class AuditCommand {

    @Mixin
    Help help;
}
