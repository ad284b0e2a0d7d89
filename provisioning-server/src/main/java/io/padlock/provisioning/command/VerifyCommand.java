package io.padlock.provisioning.command;

import io.padlock.provisioning.audit.Verify;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {"Follows every chain through its files. Changes nothing, and may run beside the server."})
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER|FILE",
            description = "the audit's folder, or some of its files (audit-….jsonl)")
    List<Path> foldersAndFiles;

    @Override
    public Integer call() {
        return new Verify(spec.commandLine().getOut()).verify(foldersAndFiles) ? 0 : 1;
    }
}
