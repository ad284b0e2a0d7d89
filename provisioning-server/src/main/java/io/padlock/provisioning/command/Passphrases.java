package io.padlock.provisioning.command;

import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.KeyFile;
import io.padlock.provisioning.issuance.Passphrase;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;

/** Where a passphrase comes from: a file, or a person at a terminal. Never from the command line, which others can read. */
final class Passphrases {

    private Passphrases() {}

    /** For a key that is to be written: typed twice, because nobody sees a slip. */
    static Optional<Passphrase> chosen(Path file, boolean none, String what) {
        if (file != null && none) {
            throw new AuthorityRefused("--passphrase-file and --no-passphrase are both given; choose one.");
        }
        if (none) {
            return Optional.empty();
        }
        if (file != null) {
            return Optional.of(Passphrase.read(file));
        }
        Console console = console("--passphrase-file FILE, or --no-passphrase");
        Passphrase first = typed(console, "Passphrase for " + what + ": ");
        if (!first.sameAs(typed(console, "Again: "))) {
            throw new AuthorityRefused("The two are not the same. Nothing was made.");
        }
        return Optional.of(first);
    }

    /** For a key that is there. */
    static Optional<Passphrase> toOpen(Path file, Path key, String what) {
        if (file != null) {
            return Optional.of(Passphrase.read(file));
        }
        if (!KeyFile.isEncrypted(key)) {
            return Optional.empty();
        }
        return Optional.of(typed(console("--passphrase-file FILE"), "Passphrase of " + what + ": "));
    }

    private static Passphrase typed(Console console, String question) {
        char[] answer = console.readPassword("%s", question);
        if (answer == null) {
            throw new AuthorityRefused("No passphrase was typed. Nothing was changed.");
        }
        return Passphrase.of(answer);
    }

    private static Console console(String otherwise) {
        Console console = System.console();
        if (console == null) {
            throw new AuthorityRefused("There is no terminal to ask for a passphrase; give " + otherwise + ".");
        }
        return console;
    }
}
