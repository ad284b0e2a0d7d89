package io.padlock.docs;

import io.padlock.running.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of this repository. */
record Page(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    static List<Page> all() {
        try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page named(String name) {
        return read(Checkout.file(name));
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> links() {
        return LINK.matcher(withoutCode()).results().map(link -> link.group(1)).toList();
    }

    /** As GitHub makes them: lower case, punctuation dropped, blanks become dashes. */
    List<String> anchors() {
        return HEADING.matcher(withoutCode())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The lines of all fenced blocks of one language, a list each. */
    List<List<String>> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1).lines().toList())
                .toList();
    }

    List<String> commands() {
        List<String> commands = new ArrayList<>();
        blocks("sh")
                .forEach(block -> block.stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(commands::add));
        return commands;
    }

    private String withoutCode() {
        return text.replaceAll("(?ms)^```.*?^```$", "");
    }

    @Override
    public String toString() {
        return Checkout.ROOT.relativize(file).toString();
    }
}
