package io.padlock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise on the page is held by tests that are there. */
class ReliabilityPageTest {

    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+(?:Test|IT))(?:\\.([a-z0-9_]+))?`");

    private static final Pattern FIGURE = Pattern.compile("[0-9]");

    private final List<String> promises = Page.named("docs/reliability.md")
            .text()
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
            .toList();

    @Test
    void every_promise_names_a_test_that_shows_it_and_a_figure() {
        assertThat(promises).hasSizeGreaterThan(10).allSatisfy(promise -> {
            assertThat(TEST.matcher(cells(promise)[2]).find()).as(promise).isTrue();
            assertThat(FIGURE.matcher(cells(promise)[3]).find()).as(promise).isTrue();
        });
    }

    @Test
    void every_test_that_the_page_names_is_there() throws IOException {
        for (String promise : promises) {
            for (MatchResult named : TEST.matcher(cells(promise)[2]).results().toList()) {
                String source = source(named.group(1));
                assertThat(source).as("%s of: %s", named.group(1), promise).isNotEmpty();
                if (named.group(2) != null) {
                    assertThat(source).as(promise).contains("void " + named.group(2) + "(");
                }
            }
        }
    }

    private static String[] cells(String row) {
        return row.split("(?<!\\\\)\\|", -1);
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT)) {
            List<Path> found = files.filter(file -> file.endsWith(name + ".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .toList();
            return found.isEmpty() ? "" : Files.readString(found.get(0));
        }
    }
}
