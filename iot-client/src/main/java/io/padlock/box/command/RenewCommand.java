package io.padlock.box.command;

import io.padlock.box.control.RunningBox;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "renew",
        description =
                "Has the box that runs ask for another certificate now, though its own is fresh, and says how it went.")
final class RenewCommand implements Callable<Integer> {

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
        RunningBox running = box.running();
        running.renew();
        return Commands.tell(running, json, spec.commandLine().getOut());
    }
}
