package io.padlock.provisioning.command;

import io.padlock.provisioning.issuance.AuthorityDescription;
import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.NewAuthority;
import io.padlock.provisioning.issuance.Passphrase;
import io.padlock.provisioning.issuance.TestAuthority;
import io.padlock.provisioning.naming.ParentDomain;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description = {
            "Makes an authority: a root and an issuing certificate, both limited to one domain.",
            "The folder may be there when it is empty, a mount point for instance.",
            "The server needs the issuing key alone. Carry the root's key away; rotate asks for it.",
            "Nothing is written over. Where an authority for this domain is already, it stays."
        },
        showDefaultValues = true)
final class InitCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @ParentCommand
    AuthorityCommand authority;

    @Spec
    CommandSpec spec;

    @Mixin
    Folder folder;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "the domain of all boxes, as padlock.naming.parent-domain",
            defaultValue = "odoo-iot.com")
    String domain;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what it is called, before \"Root\" and \"Issuing\"",
            defaultValue = "Padlock")
    String name;

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "where the root's key is put (FOLDER/offline/root.key)")
    Path rootKey;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a file whose first line encrypts the root's key; asked for at the terminal otherwise")
    Path passphraseFile;

    @Option(names = "--no-passphrase", description = "leave the root's key unencrypted")
    boolean noPassphrase;

    @Option(
            names = "--issuing-passphrase-file",
            paramLabel = "FILE",
            description = "a file whose first line encrypts the issuing key; the server is given the same file by"
                    + " padlock.authority.passphrase-file")
    Path issuingPassphraseFile;

    @Override
    public Integer call() {
        Path target = folder.path();
        Instant now = authority.commands.clock().instant();
        mustBeADomain();
        if (name.contains(TestAuthority.NAME)) {
            throw new AuthorityRefused("\"" + TestAuthority.NAME + "\" is what servers call authorities for trials;"
                    + " choose another --name.");
        }
        if (NewAuthority.isMade(target)) {
            return isThereAlready(AuthorityDescription.of(target, now));
        }
        Path key = (rootKey == null ? target.resolve("offline").resolve("root.key") : rootKey)
                .toAbsolutePath()
                .normalize();
        Optional<Passphrase> forRoot = Passphrases.chosen(passphraseFile, noPassphrase, "the root's key");
        Optional<Passphrase> forIssuer =
                Optional.ofNullable(issuingPassphraseFile).map(Passphrase::read);
        new NewAuthority(target, name, domain, key, forRoot, forIssuer).make(now);
        tell(AuthorityDescription.of(target, now), key);
        return 0;
    }

    private void mustBeADomain() {
        try {
            new ParentDomain(domain);
        } catch (IllegalArgumentException e) {
            throw new AuthorityRefused("--domain: " + e.getMessage());
        }
    }

    private int isThereAlready(AuthorityDescription there) {
        if (!there.root().permitted().equals(List.of(domain))) {
            throw new AuthorityRefused("There is an authority in " + there.folder() + " already, for "
                    + String.join(", ", there.root().permitted()) + " and not for " + domain
                    + ". It stays as it is; choose another --folder.");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("There is an authority for " + domain + " in " + there.folder() + " already; it stays as it is.");
        out.flush();
        return 0;
    }

    private void tell(AuthorityDescription made, Path key) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made an authority for " + domain + " in " + made.folder() + ":");
        made.certificates()
                .forEach(each -> out.println("  " + each.file() + "  " + each.name() + ", until " + each.notAfter()));
        out.println();
        out.println("Next:");
        out.println("  1. Carry the root's key away, to where no server runs: " + key);
        out.println("     Without it nobody can make another issuer; with it, anybody can.");
        out.println("  2. Tell the server: padlock.authority.folder=" + made.folder());
        out.println("  3. Have people trust the root; its fingerprint (SHA-256) is");
        out.println("     " + made.root().sha256());
        out.flush();
    }
}
