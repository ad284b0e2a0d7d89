package io.padlock.box.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.box.command.Commands.NotDone;
import io.padlock.box.printers.Download;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Recipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has this machine trust a printer's certificate. */
final class ImportHere {

    private static final Path FIREFOX = Path.of(Recipes.FIREFOX_FOLDER, "policies.json");
    private static final Path DEBIAN = Path.of(Recipes.DEBIAN_FOLDER);
    private static final int PATIENCE_S = 60;

    private final X509Certificate root;
    private final Download file;
    private final String installed;

    ImportHere(PrinterAddress address, X509Certificate root) {
        this.root = root;
        this.file = Download.certificate(address, root);
        this.installed = Recipes.installed(address, root);
    }

    /** @param given null for the one that Chrome looks into */
    String intoNss(Path given) throws IOException {
        Path database = given == null ? chromes() : given;
        Files.createDirectories(database);
        if (!Files.exists(database.resolve("cert9.db"))) {
            run("certutil", "-N", "--empty-password", "-d", "sql:" + database);
        }
        Path certificate = Files.createTempFile("printer", ".crt");
        try {
            Files.write(certificate, file.content());
            run(
                    "certutil",
                    "-A",
                    "-d",
                    "sql:" + database,
                    "-n",
                    Recipes.nickname(root),
                    "-t",
                    Recipes.nssTrust(root),
                    "-i",
                    certificate.toString());
        } finally {
            Files.delete(certificate);
        }
        return "Chrome trusts it as soon as it starts again: " + database;
    }

    /** As Chrome goes: by the environment, which Java does not. */
    private static Path chromes() {
        String home = System.getenv("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home, ".pki", "nssdb");
    }

    /** What else stands in the file stays. @param given null for where Firefox looks */
    String intoFirefox(Path given) throws IOException {
        Path policies = (given == null ? FIREFOX : given).toAbsolutePath();
        ObjectNode all = Files.exists(policies) ? read(policies) : Commands.JSON.createObjectNode();
        Path certificate = policies.resolveSibling(installed);
        ArrayNode install = install(object(object(all, "policies", policies), "Certificates", policies), policies);
        boolean isThere = false;
        for (JsonNode path : install) {
            isThere |= path.asText().equals(certificate.toString());
        }
        if (!isThere) {
            install.add(certificate.toString());
        }
        Files.createDirectories(policies.getParent());
        OwnersFile.write(certificate, file.content(), false);
        Path unfinished = policies.resolveSibling(policies.getFileName() + ".unfinished");
        OwnersFile.write(
                unfinished,
                Commands.JSON
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(all)
                        .getBytes(StandardCharsets.UTF_8),
                false);
        Files.move(unfinished, policies, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return "Firefox trusts it as soon as it starts again: " + policies;
    }

    private static ObjectNode read(Path policies) throws IOException {
        try {
            if (Commands.JSON.readTree(policies.toFile()) instanceof ObjectNode object) {
                return object;
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Said below: what is there is somebody's, and is not thrown away.
        }
        throw new NotDone(policies + " is no JSON object. Mend it or move it away.");
    }

    private static ObjectNode object(ObjectNode in, String name, Path policies) {
        JsonNode there = in.get(name);
        if (there == null) {
            return in.putObject(name);
        }
        if (there instanceof ObjectNode object) {
            return object;
        }
        throw new NotDone("\"" + name + "\" in " + policies + " is no JSON object. Mend it or move the file away.");
    }

    private static ArrayNode install(ObjectNode certificates, Path policies) {
        JsonNode there = certificates.get("Install");
        if (there == null) {
            return certificates.putArray("Install");
        }
        if (there instanceof ArrayNode array) {
            return array;
        }
        throw new NotDone("\"Install\" in " + policies + " is no list. Mend it or move the file away.");
    }

    String intoDebian() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            throw new NotDone(DEBIAN + " is not there. On Debian: apt-get install ca-certificates");
        }
        Path certificate = DEBIAN.resolve(installed);
        OwnersFile.write(certificate, file.content(), false);
        run("update-ca-certificates");
        return "The system's programs trust it: " + certificate;
    }

    private static void run(String... words) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
        } catch (IOException e) {
            throw new NotDone(words[0] + " can't be run (" + e.getMessage() + "). On Debian: apt-get install "
                    + (words[0].equals("certutil") ? "libnss3-tools" : "ca-certificates"));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NotDone(String.join(" ", List.of(words)) + " does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDone("Interrupted.");
        }
        if (process.exitValue() != 0) {
            throw new NotDone(String.join(" ", List.of(words)) + " ended with " + process.exitValue() + ": " + said);
        }
    }
}
