package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.printers.Download;
import io.padlock.box.printers.FormSteps;
import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was generated for a printer, as the files that its form and devices take. */
final class MadeFiles {

    private final PrinterAddress address;
    private final Kept kept;
    private final String password;
    private final Path to;
    private final List<Download> files;

    /** @param password of the .p12 */
    MadeFiles(PrinterAddress address, Kept kept, String password, Path to) {
        this.address = address;
        this.kept = kept;
        this.password = password;
        this.to = to;
        this.files = List.of(
                Download.certificate(address, kept.toImport()),
                Download.pkcs12(address, kept, password),
                Download.chain(address, kept),
                Download.key(address, kept));
    }

    /** @param given null where one is to be made */
    static String password(String given) throws Refused {
        String password = given == null ? BoxPassword.made() : given;
        Download.mustBeAPassword(password);
        return password;
    }

    void write() {
        for (Download file : files) {
            Path path = to.resolve(file.name());
            try {
                OwnersFile.write(path, file.content(), file.isSecret());
            } catch (IOException | NotDone e) {
                String why = e instanceof IOException disk
                        ? PrinterAction.ENGLISH.say(DiskTrouble.inWords(disk))
                        : e.getMessage();
                throw new NotDone("The certificate is made and kept on the box, but " + path + " can't be written. "
                        + why + " Have it from the box's page, or by \"printer files " + address + "\".");
            }
        }
    }

    Map<String, Object> asJson(Optional<String> warning) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("address", address.ip());
        told.put("fingerprint", kept.fingerprint().text());
        told.put("printersFingerprint", kept.printersFingerprint().text());
        told.put("notAfter", kept.notAfter().toString());
        told.put("importPassword", password);
        told.put(
                "files",
                files.stream().map(file -> to.resolve(file.name()).toString()).toList());
        warning.ifPresent(text -> told.put("warning", text));
        return told;
    }

    void tell(PrintWriter out, Optional<String> warning) {
        files.forEach(file -> out.println(to.resolve(file.name())));
        out.println("For devices (SHA-256): " + kept.fingerprint());
        out.println("Valid until " + kept.notAfter());
        out.println("The .p12's password: " + password);
        warning.ifPresent(out::println);
        out.println("In the printer:");
        FormSteps.of(address).forEach(step -> out.println("  - " + PrinterAction.ENGLISH.say(step)));
    }
}
