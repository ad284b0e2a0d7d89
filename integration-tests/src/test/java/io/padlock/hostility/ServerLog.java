package io.padlock.hostility;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server wrote while it was attacked, line by line. */
record ServerLog(String text) {

    /** As docs/operations.md shows a line: when, how bad, which request, what. */
    private static final Pattern LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} (?<level>[A-Z]+) +(?<rest>.*)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\\n]]");

    Stream<String> lines() {
        return Stream.of(text.split("\n"));
    }

    List<String> thatAreErrors() {
        return lines().filter(line -> line.matches("\\S+ \\S+ (ERROR|FATAL|SEVERE) .*") || line.startsWith("\tat "))
                .toList();
    }

    /** A line that does not begin as a line does was begun by somebody else. */
    List<String> thatNobodyHereBegan() {
        return lines().filter(line -> !LINE.matcher(line).matches()).toList();
    }

    List<String> withControlCharacters() {
        return lines().filter(line -> CONTROL.matcher(line).find()).toList();
    }
}
