package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.printers.Download;
import io.padlock.box.printers.FormSteps;
import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "generate",
        description = {
            "Makes a certificate for a printer, once: .p12 (or .pem and .key) for the printer's own form, .crt for all",
            "devices. Whoever has the .key or the .p12 and its password can pass for the printer."
        })
final class PrinterGenerateCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(names = "--years", paramLabel = "N", description = "1 or 2; 825 days, what Apple takes, if not given")
    Integer years;

    @Option(names = "--again", description = "though there is one: devices that have that one lose access")
    boolean again;

    @Option(
            names = "--import-password",
            paramLabel = "PASSWORD",
            description = "of the .p12, which the printer's form asks for; made and shown, if not given")
    String password;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "the folder to write to")
    Path to;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        String secret = password == null ? BoxPassword.made() : password;
        Download.mustBeAPassword(secret);
        OwnersFile.mustTake(OwnersFile.folder(to));
        Kept kept = printers.generate(parsed, Optional.ofNullable(years), again);
        List<Download> files = List.of(
                Download.certificate(parsed, kept.toImport()),
                Download.pkcs12(parsed, kept, secret),
                Download.chain(parsed, kept),
                Download.key(parsed, kept));
        for (Download file : files) {
            write(file);
        }
        Optional<String> warning =
                printers.atStake(parsed).map(own -> ENGLISH.say("printer-generate.exported", own.madeAt()));
        tell(parsed, kept, secret, files, warning);
        return Commands.WELL;
    }

    private void write(Download file) throws IOException {
        Path path = to.resolve(file.name());
        try {
            OwnersFile.write(path, file.content(), file.isSecret());
        } catch (IOException | NotDone e) {
            String why = e instanceof IOException disk ? ENGLISH.say(DiskTrouble.inWords(disk)) : e.getMessage();
            throw new NotDone("The certificate is made and kept on the box, but " + path + " can't be written. " + why
                    + " Have it from the box's page, or by \"printer generate --again\".");
        }
    }

    private void tell(PrinterAddress parsed, Kept kept, String secret, List<Download> files, Optional<String> warning)
            throws IOException {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("address", parsed.ip());
            told.put("fingerprint", kept.fingerprint().text());
            told.put("printersFingerprint", kept.printersFingerprint().text());
            told.put("notAfter", kept.notAfter().toString());
            told.put("importPassword", secret);
            told.put(
                    "files",
                    files.stream()
                            .map(file -> to.resolve(file.name()).toString())
                            .toList());
            warning.ifPresent(text -> told.put("warning", text));
            tellAsJson(told);
            return;
        }
        files.forEach(file -> out().println(to.resolve(file.name())));
        out().println("For devices (SHA-256): " + kept.fingerprint());
        out().println("Valid until " + kept.notAfter());
        out().println("The .p12's password: " + secret);
        warning.ifPresent(out()::println);
        out().println("In the printer:");
        FormSteps.of(parsed).forEach(step -> out().println("  - " + ENGLISH.say(step)));
    }
}
