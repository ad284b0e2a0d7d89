package io.padlock.provisioning.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.padlock.provisioning.issuance.AuthorityDescription;
import io.padlock.provisioning.issuance.AuthorityDescription.CertificateDescription;
import io.padlock.provisioning.issuance.AuthorityDescription.KeyState;
import io.padlock.provisioning.issuance.AuthorityRefused;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        description = {"Shows what is in an authority's folder. Opens no key."},
        showDefaultValues = true)
final class InspectCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @ParentCommand
    AuthorityCommand authority;

    @Spec
    CommandSpec spec;

    @Mixin
    Folder folder;

    @Option(names = "--json", description = "for programs")
    boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Path target = folder.path();
        if (!AuthorityDescription.isThere(target)) {
            throw new AuthorityRefused("There is no authority in " + target + ". Make one: padlock-authority init");
        }
        AuthorityDescription there =
                AuthorityDescription.of(target, authority.commands.clock().instant());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(there));
        } else {
            tell(there, out);
        }
        out.flush();
        return 0;
    }

    private static void tell(AuthorityDescription there, PrintWriter out) {
        out.println(there.folder() + (there.madeForTrials() ? "  made by a server, FOR TRIALS ONLY" : ""));
        for (CertificateDescription each : there.certificates()) {
            out.println();
            row(out, each.role().toString(), each.name());
            row(out, "id", each.id());
            row(out, "SHA-256", each.sha256());
            row(out, "from, until", each.notBefore() + ", " + each.notAfter() + days(each.daysLeft()));
            row(out, "limited to", limits(each));
            row(out, "key", key(each.key()));
        }
        out.println();
        out.println(
                there.rootKeyBeside()
                        ? "THE ROOT'S KEY LIES BESIDE. The server does not need it: carry it away."
                        : "The root's key is elsewhere, as it should be.");
    }

    private static void row(PrintWriter out, String what, String value) {
        out.printf("  %-12s %s%n", what, value);
    }

    private static String days(long left) {
        return left < 0 ? " (ENDED)" : " (" + left + " days left)";
    }

    private static String limits(CertificateDescription each) {
        if (each.permitted().isEmpty()) {
            return "NOTHING: it could vouch for any name";
        }
        return String.join(", ", each.permitted())
                + (each.excludesEveryAddress() ? "; no IP address" : "; ANY IP ADDRESS");
    }

    private static String key(KeyState state) {
        return switch (state) {
            case PLAIN -> "beside, not encrypted";
            case ENCRYPTED -> "beside, encrypted";
            case READABLE_BY_EVERYBODY -> "beside, READABLE BY EVERYBODY: chmod 600";
            case ELSEWHERE -> "not here";
        };
    }
}
