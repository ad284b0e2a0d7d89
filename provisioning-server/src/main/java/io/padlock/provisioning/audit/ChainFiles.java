package io.padlock.provisioning.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the files of a chain are named: by the chain, and by the number of the first line in it. */
final class ChainFiles {

    private static final Pattern NAME = Pattern.compile("audit-(.+)-([0-9]{12})\\.jsonl");

    private ChainFiles() {}

    static Path name(Path folder, String chain, long firstSequence) {
        return folder.resolve("audit-%s-%012d.jsonl".formatted(chain, firstSequence));
    }

    /** @return the chain that a file is named for, or its whole name when it is named otherwise */
    static String chainOf(Path file) {
        String name = file.getFileName().toString();
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? parts.group(1) : name;
    }

    /** In the order of their lines, which is that of their names. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    static List<Path> in(Path folder, String chain) throws IOException {
        return in(folder).stream().filter(file -> chainOf(file).equals(chain)).toList();
    }
}
