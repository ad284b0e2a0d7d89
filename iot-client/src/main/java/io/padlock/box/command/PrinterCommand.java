package io.padlock.box.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "printer",
        description = {
            "A certificate for an ePOS printer that browsers trust: look, generate, export, import, check. They look by",
            "themselves, whether a box runs or not, and keep what they make in the folder padlock.box.data."
        },
        subcommands = {
            PrinterScanCommand.class,
            PrinterLookCommand.class,
            PrinterGenerateCommand.class,
            PrinterListCommand.class,
            PrinterFilesCommand.class,
            PrinterExportCommand.class,
            PrinterImportCommand.class,
            PrinterCheckCommand.class
        })
final class PrinterCommand implements Runnable {

    @Mixin
    Help help;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
