package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.control.RunningBox;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Recipes;
import io.padlock.box.printers.Recipes.Recipe;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "How a device is told to trust a printer's certificate: the steps, and commands ready to be run there.",
            "With --run it is done on this machine: nss, firefox, debian."
        })
final class PrinterImportCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(
            names = "--system",
            paramLabel = "SYSTEM",
            required = true,
            description = "nss (Chrome on Linux), firefox, debian, windows, macos, android, ios")
    String system;

    @Option(names = "--fingerprint", paramLabel = "SHA256", description = "as for export")
    String fingerprint;

    @Option(names = "--run", description = "does it on this machine")
    boolean run;

    @Option(names = "--nss-database", paramLabel = "DIR", description = "for nss; $HOME/.pki/nssdb, if not given")
    Path nssDatabase;

    @Option(
            names = "--policies",
            paramLabel = "FILE",
            description = "for firefox; /etc/firefox/policies/policies.json, if not given")
    Path policies;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "where to write what the device imports: for ios the .mobileconfig, otherwise the .crt")
    Path to;

    @Override
    int act(Printers printers) throws IOException, Refused {
        Target target = target();
        if (to != null) {
            if (run) {
                throw new ParameterException(spec.commandLine(), "--to and --run do not go together.");
            }
            OwnersFile.mustTakeFile(to);
        }
        PrinterAddress parsed = printers.address(address);
        X509Certificate root = printers.export(parsed, fingerprint(fingerprint));
        printers.keep(parsed, root);
        if (run) {
            return runHere(target, parsed, root);
        }
        if (to != null) {
            OwnersFile.write(to, target.download(parsed, root).content(), false);
        }
        List<Recipe> recipes = Recipes.of(target, parsed, root);
        Optional<String> download = target.isPhone() ? download(printers, target, parsed, root) : Optional.empty();
        if (json) {
            tellAsJson(asJson(target, parsed, root, recipes, download));
        } else {
            tell(target, parsed, root, recipes, download);
        }
        return Commands.WELL;
    }

    /** Of a box that runs on this folder, where it has the certificate: devices can have it from there. */
    private Optional<String> download(Printers printers, Target target, PrinterAddress parsed, X509Certificate root)
            throws IOException {
        boolean isKept =
                printers.kept(parsed).stream().anyMatch(kept -> kept.toImport().equals(root));
        return isKept
                ? runningBox()
                        .map(box -> "http://" + own() + ":" + box.port() + target.path(parsed, Fingerprint.of(root)))
                : Optional.empty();
    }

    private Optional<RunningBox> runningBox() {
        try {
            return RunningBox.on(printer.box.data());
        } catch (IOException e) {
            // It can't be asked: then nobody is told that it can.
            return Optional.empty();
        }
    }

    private Target target() {
        return Arrays.stream(Target.values())
                .filter(one -> one.word().equals(system))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--system is none of nss, firefox, debian, windows, macos, android, ios."));
    }

    private int runHere(Target target, PrinterAddress parsed, X509Certificate root) throws IOException {
        ImportHere here = new ImportHere(parsed, root);
        String done = switch (target) {
            case NSS -> here.intoNss(nssDatabase);
            case FIREFOX -> here.intoFirefox(policies);
            case DEBIAN -> here.intoDebian();
            default -> throw new NotDone("--run does nss, firefox and debian. Without it, the steps are told.");
        };
        if (json) {
            tellAsJson(Map.of("done", done, "fingerprint", Fingerprint.of(root).text()));
        } else {
            out().println(done);
        }
        return Commands.WELL;
    }

    private Map<String, Object> asJson(
            Target target,
            PrinterAddress parsed,
            X509Certificate root,
            List<Recipe> recipes,
            Optional<String> download) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("system", target.word());
        told.put("fingerprint", Fingerprint.of(root).text());
        told.put(
                "steps",
                target.steps(parsed, download).stream().map(ENGLISH::say).toList());
        download.ifPresent(url -> told.put("download", url));
        told.put("warning", ENGLISH.say(target.warning()));
        if (to != null) {
            told.put("file", to.toString());
        }
        told.put(
                "commands",
                recipes.stream()
                        .map(one -> Map.of("title", ENGLISH.say(one.title()), "text", one.text()))
                        .toList());
        return told;
    }

    private void tell(
            Target target,
            PrinterAddress parsed,
            X509Certificate root,
            List<Recipe> recipes,
            Optional<String> download) {
        if (to != null) {
            out().println(to);
        }
        out().println(ENGLISH.say(target.title()) + ", SHA-256 " + Fingerprint.of(root));
        target.steps(parsed, download).forEach(step -> out().println("  - " + ENGLISH.say(step)));
        out().println(ENGLISH.say(target.warning()));
        for (Recipe recipe : recipes) {
            out().println();
            out().println("# " + ENGLISH.say(recipe.title()));
            out().println(recipe.text());
        }
    }
}
