package io.padlock.provisioning.command;

import io.padlock.provisioning.issuance.AuthorityDescription;
import io.padlock.provisioning.issuance.Passphrase;
import io.padlock.provisioning.issuance.Rotation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "rotate",
        description = {
            "Makes a new issuing certificate.",
            "The old one is kept in FOLDER/retired: its certificates validate as before, and the server goes on",
            "signing its revocation list.",
            "The server takes the new one when it is started again; boxes renew by themselves.",
            "When it is cut off, run it again."
        },
        showDefaultValues = true)
final class RotateCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @ParentCommand
    AuthorityCommand authority;

    @Spec
    CommandSpec spec;

    @Mixin
    Folder folder;

    @Option(names = "--root-key", paramLabel = "FILE", description = "the root's key (FOLDER/offline/root.key)")
    Path rootKey;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a file whose first line opens the root's key; asked for at the terminal otherwise")
    Path passphraseFile;

    @Option(
            names = "--issuing-passphrase-file",
            paramLabel = "FILE",
            description = "a file whose first line opens the old issuing key, and encrypts the new one")
    Path issuingPassphraseFile;

    @Override
    public Integer call() {
        Path target = folder.path();
        Instant now = authority.commands.clock().instant();
        Path key = rootKey == null ? target.resolve("offline").resolve("root.key") : rootKey;
        new Rotation(
                        target,
                        key,
                        Passphrases.toOpen(passphraseFile, key, "the root's key"),
                        Optional.ofNullable(issuingPassphraseFile).map(Passphrase::read))
                .run(now);
        PrintWriter out = spec.commandLine().getOut();
        AuthorityDescription.of(target, now).certificates().stream()
                .skip(1)
                .forEach(each -> out.println(each.role() + "  " + each.name() + ", until " + each.notAfter()));
        out.println();
        out.println("Start the servers again, one after the other: each signs by the new one from then on.");
        out.println("Then carry the root's key away again.");
        out.flush();
        return 0;
    }
}
