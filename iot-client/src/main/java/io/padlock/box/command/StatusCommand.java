package io.padlock.box.command;

import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "status", description = "How the box that runs is, and what to do about it.")
final class StatusCommand extends AskingCommand {

    @Override
    public Integer call() throws IOException {
        return tell(box.running());
    }
}
