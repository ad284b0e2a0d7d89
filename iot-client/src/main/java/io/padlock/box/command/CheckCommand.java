package io.padlock.box.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Unusable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Looks at the certificate on the disk, whether a box runs or not. Asks nobody and changes nothing.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    Help help;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @ParentCommand
    Commands box;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> found = new LinkedHashMap<>();
        boolean isGood = look(found);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(found));
        } else {
            found.forEach((what, value) -> out.println(what + ": " + value));
        }
        out.flush();
        return isGood ? Commands.WELL : Commands.NOT_WELL;
    }

    private boolean look(Map<String, Object> found) {
        try {
            Optional<CertificatePair> pair = new PairStore(box.data()).current();
            if (pair.isEmpty()) {
                found.put("problem", "No certificate is in " + box.data() + ".");
                return false;
            }
            tell(pair.get(), found);
            return pair.get().isValidAt(box.clock().instant());
        } catch (Unusable e) {
            found.put("problem", e.getMessage());
            return false;
        }
    }

    private void tell(CertificatePair pair, Map<String, Object> found) {
        Instant now = box.clock().instant();
        if (!pair.isValidAt(now)) {
            found.put("problem", "The certificate is not valid now, " + now + ".");
        }
        found.put("names", pair.names());
        found.put("issuer", pair.issuer());
        found.put("serial", pair.serial());
        found.put("notBefore", pair.notBefore().toString());
        found.put("notAfter", pair.notAfter().toString());
        found.put("renewAt", pair.renewAt().toString());
    }
}
