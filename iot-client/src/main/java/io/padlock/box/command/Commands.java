package io.padlock.box.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.control.RunningBox;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.PrintersConfig;
import io.padlock.box.provisioning.BoxClock;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of the jar, and what they have in common. */
@Command(
        name = "padlock-box",
        description = {
            "Without a command the box starts; its settings are Java's (-D…, before -jar) or the environment's:",
            "docs/configuration.md. These are the commands beside it. They look into the folder padlock.box.data."
        },
        footer = {
            "",
            "They end with 0 when all is well, with 1 when a command could not be carried out, with 2 when it was",
            "not understood, and with 3 when it was, and the box is not well."
        },
        subcommands = {
            StatusCommand.class,
            CheckCommand.class,
            RenewCommand.class,
            ConnectCommand.class,
            DiagnoseCommand.class,
            PasswordCommand.class,
            PrinterCommand.class
        })
public final class Commands implements Runnable {

    static final int WELL = 0;
    static final int NOT_DONE = 1;
    static final int NOT_WELL = 3;

    static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    Help help;

    @Spec
    CommandSpec spec;

    private final SmallRyeConfig config;
    private final Clock clock;

    private Commands(SmallRyeConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** @return the status to exit with */
    public static int run(Clock clock, String[] arguments) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .withMapping(IdentityConfig.class)
                .withMapping(StoreConfig.class)
                .withMapping(PrintersConfig.class)
                .withMappingIgnore("padlock.**")
                .withMappingIgnore("quarkus.**")
                .build();
        return line(config, clock).execute(arguments);
    }

    static CommandLine line(SmallRyeConfig config, Clock clock) {
        IExecutionExceptionHandler sentences = (failure, line, parsed) -> {
            if (!(failure instanceof NotDone) && !(failure instanceof IOException)) {
                throw failure;
            }
            PrintWriter err = line.getErr();
            err.println(
                    failure instanceof IOException e
                            ? "This could not be done: " + DiskTrouble.inWords(e)
                            : failure.getMessage());
            err.flush();
            return NOT_DONE;
        };
        return new CommandLine(new Commands(config, clock))
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(sentences);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    Clock clock() {
        return clock;
    }

    Path data() {
        return config.getConfigMapping(StoreConfig.class)
                .data()
                .toAbsolutePath()
                .normalize();
    }

    IdentityConfig identity() {
        return config.getConfigMapping(IdentityConfig.class);
    }

    Printers printers() {
        try {
            return new Printers(
                    data(), config.getConfigMapping(PrintersConfig.class), clock, new BoxClock(clock)::wrong);
        } catch (IllegalArgumentException e) {
            throw new NotDone(e.getMessage());
        }
    }

    RunningBox running() throws IOException {
        return RunningBox.on(data())
                .orElseThrow(() -> new NotDone("No box runs on " + data()
                        + ". Start it, or name its folder: -Dpadlock.box.data=… before -jar."));
    }

    /** @return what it told */
    static JsonNode tell(RunningBox box, boolean json, PrintWriter out) throws IOException {
        String status = box.status();
        JsonNode read = JSON.readTree(status);
        if (json) {
            out.println(status);
        } else {
            tellInWords(read, out);
        }
        out.flush();
        return read;
    }

    private static void tellInWords(JsonNode status, PrintWriter out) {
        out.println(status.path("code").asText());
        out.println(status.path("cause").asText());
        for (JsonNode reason : status.path("reasons")) {
            out.println("  - " + reason.path("explanation").asText());
            out.println("    " + reason.path("remedy").asText());
        }
        line(out, "What to do: ", status.path("remedy"));
        if (status.path("code").asText().equals("OK")) {
            line(out, "The last attempt failed: ", status.path("lastAttemptCause"));
        }
        line(out, "Reference for whoever runs the server: ", status.path("reference"));
        line(out, "Found at ", status.path("url"));
        line(out, "Valid until ", status.path("certificate").path("notAfter"));
        line(out, "It looks again at ", status.path("nextAttempt"));
    }

    private static void line(PrintWriter out, String before, JsonNode text) {
        if (!text.asText("").isEmpty()) {
            out.println(before + text.asText());
        }
    }

    /** Says why a command could not be carried out. */
    static final class NotDone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotDone(String sentence) {
            super(sentence);
        }
    }
}
