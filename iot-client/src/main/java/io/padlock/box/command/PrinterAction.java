package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands about printers have in common: an answer in words or as JSON, and a no with its reason. */
abstract class PrinterAction implements Callable<Integer> {

    static final Words ENGLISH = Words.in(Language.ENGLISH);

    @Mixin
    Help help;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @ParentCommand
    PrinterCommand printer;

    @Spec
    CommandSpec spec;

    abstract int act(Printers printers) throws IOException, Refused;

    @Override
    public final Integer call() throws IOException {
        try {
            return act(printer.box.printers());
        } catch (Refused e) {
            throw switch (e.kind()) {
                case NOT_UNDERSTOOD, PUBLIC_ADDRESS -> new ParameterException(spec.commandLine(), e.getMessage());
                default -> new NotDone(e.getMessage());
            };
        } finally {
            out().flush();
        }
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void tellAsJson(Object told) throws IOException {
        out().println(Commands.JSON.writeValueAsString(told));
    }

    /** This machine's address. */
    String own() {
        try {
            return BoxAddress.current(printer.box.identity().address()).ip();
        } catch (IllegalArgumentException e) {
            throw new NotDone(e.getMessage());
        }
    }

    static Optional<Fingerprint> fingerprint(String text) throws Refused {
        return text == null ? Optional.empty() : Optional.of(Fingerprint.parse(text));
    }
}
