package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.control.RunningBox;
import io.padlock.box.identity.Connection.Origin;
import io.padlock.box.identity.ConnectionToken;
import io.padlock.box.identity.ConnectionToken.NotAToken;
import io.padlock.box.identity.Credentials;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "connect",
        description = {
            "Connects the box to a database by the token that Odoo's IoT app shows; a box that runs asks at once.",
            "Read from standard input the token is in no list of processes: padlock-box connect - < token"
        })
final class ConnectCommand extends AskingCommand {

    @Parameters(paramLabel = "TOKEN", description = "of either form, in quotes; - for standard input")
    String token;

    @Override
    public Integer call() throws Exception {
        Credentials credentials = new Credentials(box.identity(), box.data());
        try {
            credentials.enter(ConnectionToken.parse(token.equals("-") ? fromStandardInput() : token));
        } catch (NotAToken e) {
            throw new NotDone(e.getMessage());
        }
        if (credentials.connection().origin() == Origin.SETTINGS) {
            throw new NotDone(
                    "It is kept, but padlock.box.database-uuid or padlock.box.enterprise-code is set, and what"
                            + " is set counts. Remove both settings.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<RunningBox> running = RunningBox.on(box.data());
        if (running.isEmpty()) {
            out.println(
                    json
                            ? new JsonObject()
                                    .put("connected", true)
                                    .put("running", false)
                                    .encode()
                            : "Connected. No box runs on " + box.data() + "; the next one will ask.");
            out.flush();
            return Commands.WELL;
        }
        running.get().look();
        return tellHowItWent(running.get());
    }

    private static String fromStandardInput() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
