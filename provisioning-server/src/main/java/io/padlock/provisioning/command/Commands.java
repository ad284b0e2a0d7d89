package io.padlock.provisioning.command;

import io.padlock.provisioning.issuance.AuthorityRefused;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Mixin;

/**
 * The commands of the jar. They end with 0 when all is well, with 1 and a sentence when something has to be mended first,
 * with 2 when the command itself was not understood.
 */
@Command(
        name = "padlock",
        description = {
            "Without a command the provisioning server starts; its settings are Java's (-D…, before -jar) or the",
            "environment's: docs/configuration.md. These are the commands beside it."
        },
        subcommands = {AuthorityCommand.class, AuditCommand.class})
public final class Commands {

    @Mixin
    Help help;

    private static final int REFUSED = 1;

    private final Clock clock;

    private Commands(Clock clock) {
        this.clock = clock;
    }

    /** @return the status to exit with */
    public static int run(String[] arguments) {
        return line(Clock.systemUTC()).execute(arguments);
    }

    static CommandLine line(Clock clock) {
        IExecutionExceptionHandler refusals = (failure, line, parsed) -> {
            if (!(failure instanceof AuthorityRefused)) {
                throw failure;
            }
            PrintWriter err = line.getErr();
            err.println(failure.getMessage());
            err.flush();
            return REFUSED;
        };
        return new CommandLine(new Commands(clock)).setUsageHelpWidth(100).setExecutionExceptionHandler(refusals);
    }

    Clock clock() {
        return clock;
    }
}
