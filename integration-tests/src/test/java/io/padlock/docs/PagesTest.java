package io.padlock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages and poms say of the rest of the repository is so. */
class PagesTest {

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_to_something_that_is_there(Page page) {
        for (String link : page.links()) {
            if (link.startsWith("http://") || link.startsWith("https://")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.file()
                    : page.file().getParent().resolve(parts[0]).normalize();
            assertThat(target).as("the link %s on %s", link, page).exists();
            if (parts.length == 2) {
                assertThat(new Page(target, Command.readIfThere(target)).anchors())
                        .as("the link %s on %s", link, page)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_command_is_there_and_knows_the_options_that_it_is_given(Page page) throws Exception {
        for (String command : page.commands()) {
            String program = command.split(" ")[0];
            if (!program.contains("/")) {
                assertThat(Command.run("sh", "-c", "command -v " + program).status())
                        .as("%s, a command on %s, is installed", program, page)
                        .isZero();
                continue;
            }
            assertThat(Checkout.file(program)).as("a command on %s", page).isExecutable();
            String help = Command.run(program, "--help").output();
            for (String option : options(command)) {
                assertThat(help).as("%s --help, for %s", program, page).contains(option);
            }
        }
    }

    @Test
    void every_setting_is_documented_and_every_documented_setting_exists() throws Exception {
        assertThat(settingsInTheTables()).isEqualTo(settingsInTheSources());
    }

    @Test
    void every_dependency_has_its_reason_one_line_above_it() throws Exception {
        try (Stream<Path> poms = Files.list(Checkout.ROOT)) {
            for (Path pom : poms.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList()) {
                List<String> lines = Files.readAllLines(pom);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).strip().equals("<dependency>")) {
                        assertThat(lines.get(i - 1)).as("%s, line %d", pom, i).matches("\\s*<!-- .+ -->");
                    }
                }
            }
        }
    }

    @Test
    void the_commands_of_the_readme_begin_with_the_two() {
        assertThat(Page.named("README.md").blocks("sh").get(0)).containsExactly("deploy/try", "deploy/test");
    }

    private static List<String> options(String command) {
        return OPTION.matcher(command).results().map(MatchResult::group).toList();
    }

    private static Set<String> settingsInTheTables() {
        return Pattern.compile("`(padlock\\.[a-z.-]+)`")
                .matcher(Page.named("docs/configuration.md").text())
                .results()
                .map(setting -> setting.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The prefix of each @ConfigMapping and the names of its methods. */
    private static Set<String> settingsInTheSources() throws Exception {
        Set<String> settings = new TreeSet<>();
        for (String module : List.of("provisioning-server", "iot-client")) {
            try (Stream<Path> sources = Files.walk(Checkout.file(module + "/src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith("Config.java"))
                        .toList()) {
                    addSettings(Files.readString(source), settings);
                }
            }
        }
        return settings;
    }

    private static void addSettings(String source, Set<String> settings) {
        Matcher prefix =
                Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.-]+)\"\\)").matcher(source);
        assertThat(prefix.find()).isTrue();
        Pattern.compile("(?m)^    \\S+ ([a-zA-Z]+)\\(\\);$")
                .matcher(source)
                .results()
                .map(method -> prefix.group(1) + "."
                        + method.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .forEach(settings::add);
    }
}
