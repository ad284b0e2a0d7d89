package io.padlock.box.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.box.control.RunningBox;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One that asks the box that runs, and tells how it is then. */
abstract class AskingCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @Option(names = "--json", description = "as GET /status has it")
    boolean json;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    int tell(RunningBox running) throws IOException {
        return statusBy(isWell(Commands.tell(running, json, spec.commandLine().getOut()), "code"));
    }

    /** After something was asked for: it is not well when that failed, though an older certificate is still good. */
    int tellHowItWent(RunningBox running) throws IOException {
        JsonNode told = Commands.tell(running, json, spec.commandLine().getOut());
        return statusBy(isWell(told, "code") && isWell(told, "lastAttempt"));
    }

    private static boolean isWell(JsonNode told, String field) {
        return told.path(field).asText().equals("OK");
    }

    private static int statusBy(boolean isWell) {
        return isWell ? Commands.WELL : Commands.NOT_WELL;
    }
}
