package io.padlock.box.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "status", description = "How the box that runs is, and what to do about it.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @Option(names = "--json", description = "as GET /status has it")
    boolean json;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return Commands.tell(box.running(), json, spec.commandLine().getOut());
    }
}
