package io.padlock.box.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "diagnose",
        description = "Has the box that runs look at everything that a certificate needs, and says what it found.")
final class DiagnoseCommand implements Callable<Integer> {

    private static final Map<String, String> MARKS = Map.of("well", "✓", "bad", "✗", "not-looked-at", "–");

    @Mixin
    Help help;

    @Option(names = "--json", description = "as GET /diagnosis has it")
    boolean json;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String diagnosis = box.running().diagnosis();
        JsonNode read = Commands.JSON.readTree(diagnosis);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(diagnosis);
        } else {
            tellAll(read, out);
        }
        out.flush();
        return read.path("well").asBoolean() ? Commands.WELL : Commands.NOT_WELL;
    }

    static void tellAll(JsonNode diagnosis, PrintWriter out) {
        diagnosis.path("findings").forEach(finding -> tell(finding, out));
        tellBrowsersOwners(diagnosis.path("notes"), out);
    }

    private static void tell(JsonNode finding, PrintWriter out) {
        out.println(MARKS.get(finding.path("verdict").asText()) + " "
                + finding.path("title").asText());
        out.println("    " + finding.path("evidence").asText());
        for (JsonNode reason : finding.path("reasons")) {
            out.println("      - " + reason.path("explanation").asText());
            out.println("        " + reason.path("remedy").asText());
        }
        if (!finding.path("remedy").asText("").isEmpty()) {
            out.println("    What to do: " + finding.path("remedy").asText());
        }
        for (JsonNode recipe : finding.path("recipes")) {
            out.println("      " + recipe.path("title").asText());
            recipe.path("text").asText().lines().forEach(line -> out.println("          " + line));
        }
    }

    private static void tellBrowsersOwners(JsonNode notes, PrintWriter out) {
        if (!notes.isEmpty()) {
            out.println("For the browser that opens the box:");
            notes.forEach(note -> out.println("    " + note.asText()));
        }
    }
}
