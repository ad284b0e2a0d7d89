package io.padlock.box.command;

import io.padlock.box.guard.BoxPassword;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "password",
        description = "Makes another password for the box's page and shows it, once. The one before counts no longer.")
final class PasswordCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println(new BoxPassword(box.data()).makeAnother());
        out.flush();
        return Commands.WELL;
    }
}
