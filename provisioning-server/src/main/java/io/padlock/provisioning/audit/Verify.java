package io.padlock.provisioning.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies the chains in folders and files, and says what it found. */
public final class Verify {

    private final PrintWriter out;

    public Verify(PrintWriter out) {
        this.out = out;
    }

    /** @return whether every chain is unbroken, and there is one */
    public boolean verify(List<Path> foldersAndFiles) {
        try {
            Map<String, List<Path>> chains = chains(foldersAndFiles);
            if (chains.isEmpty()) {
                out.println("There is no audit: no file is named audit-….jsonl.");
            }
            boolean whole = !chains.isEmpty();
            for (var chain : chains.entrySet()) {
                whole &= isWhole(chain.getKey(), chain.getValue());
            }
            out.flush();
            return whole;
        } catch (IOException e) {
            out.println("The audit can't be read: " + e);
            out.flush();
            return false;
        }
    }

    private static Map<String, List<Path>> chains(List<Path> foldersAndFiles) throws IOException {
        Map<String, List<Path>> chains = new TreeMap<>();
        for (Path given : foldersAndFiles) {
            for (Path file : Files.isDirectory(given) ? ChainFiles.in(given) : List.of(given)) {
                chains.computeIfAbsent(
                                file.toAbsolutePath().getParent() + ", " + ChainFiles.chainOf(file),
                                chain -> new ArrayList<>())
                        .add(file);
            }
        }
        chains.values().forEach(files -> files.sort(null));
        return chains;
    }

    private boolean isWhole(String chain, List<Path> files) throws IOException {
        Verification verification = new Verification();
        for (Path file : files) {
            Optional<String> fault = verification.follow(file);
            if (fault.isPresent()) {
                out.println("BROKEN  " + fault.get());
                out.println("        Up to there: " + verification.summary());
                return false;
            }
        }
        out.printf(
                "WHOLE   %s, in %d file%s: %s%n",
                chain, files.size(), files.size() == 1 ? "" : "s", verification.summary());
        return true;
    }
}
