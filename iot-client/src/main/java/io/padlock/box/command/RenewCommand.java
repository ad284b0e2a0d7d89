package io.padlock.box.command;

import io.padlock.box.control.RunningBox;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "renew",
        description =
                "Has the box that runs ask for another certificate now, though its own is fresh, and says how it went.")
final class RenewCommand extends AskingCommand {

    @Override
    public Integer call() throws IOException {
        RunningBox running = box.running();
        running.renew();
        return tellHowItWent(running);
    }
}
