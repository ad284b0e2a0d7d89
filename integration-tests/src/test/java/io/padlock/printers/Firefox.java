package io.padlock.printers;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Debian's Firefox on somebody's computer, with a fresh profile: what it trusts beyond its own list is what that computer says. */
final class Firefox implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    /** It is to talk to nobody but the page that a test opens: what it does besides takes its time where nobody answers. */
    private static final String ALONE = """
            user_pref("app.normandy.enabled", false);
            user_pref("app.update.auto", false);
            user_pref("browser.aboutwelcome.enabled", false);
            user_pref("browser.newtabpage.enabled", false);
            user_pref("browser.safebrowsing.update.enabled", false);
            user_pref("browser.startup.page", 0);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("extensions.getAddons.cache.enabled", false);
            user_pref("extensions.systemAddon.update.enabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
            user_pref("toolkit.telemetry.server", "data:,");
            """;

    private final Process process;
    private final Marionette driver;

    private Firefox(Process process, Marionette driver) {
        this.process = process;
        this.driver = driver;
    }

    /** With a profile that nobody used yet. */
    static Firefox on(Computer computer) throws Exception {
        return on(computer, Files.createTempDirectory(computer.home(), "profile"));
    }

    /**
     * As it starts for the first time on somebody's computer, where nobody tells it where its profile is to be.
     *
     * @return where it made one
     */
    static Path makesItsOwnProfile(Computer computer) throws Exception {
        Path log = Files.createTempFile("firefox", ".log");
        Process process = computer.start(log, "firefox-esr", "--headless", "--no-remote");
        try {
            Await.until(
                    () -> "a profile\n" + Command.readIfThere(log),
                    START,
                    () -> profiles(computer).stream().anyMatch(Firefox::isWhole));
            return profiles(computer).stream()
                    .filter(Firefox::isWhole)
                    .findFirst()
                    .orElseThrow();
        } finally {
            kill(process);
        }
    }

    /** Wherever in the home they are: where Firefox makes one changes with its version. */
    private static List<Path> profiles(Computer computer) {
        try (Stream<Path> all = Files.walk(computer.home())) {
            return all.filter(file -> file.endsWith("cert9.db"))
                    .map(Path::getParent)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Firefox makes files and removes them again, meanwhile.
            return List.of();
        }
    }

    /** Its keys come after its certificates. */
    private static boolean isWhole(Path profile) {
        return Files.exists(profile.resolve("key4.db")) && Files.exists(profile.resolve("prefs.js"));
    }

    static Firefox on(Computer computer, Path profile) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/firefox-esr"))) {
            throw new AssertionError(
                    "These tests need Firefox and don't pass without it: apt-get install firefox-esr, or deploy/test.");
        }
        int port = Ports.free();
        Files.writeString(profile.resolve("user.js"), ALONE + "user_pref(\"marionette.port\", " + port + ");\n");
        Path log = profile.resolve("log");
        Process process = computer.start(
                log,
                "firefox-esr",
                "--headless",
                "--marionette",
                "-remote-allow-system-access",
                "--no-remote",
                "--profile",
                profile.toString());
        Await.until(() -> "Firefox\n" + Command.readIfThere(log), START, () -> Ports.isOpen(port));
        return new Firefox(process, new Marionette(port));
    }

    /** @return the kind of the error; "" where the page is shown */
    String go(String url) throws IOException {
        return driver.go(url);
    }

    boolean hasPadlock() throws IOException {
        return driver.evaluateInside("!!(gBrowser.securityUI.state & Ci.nsIWebProgressListener.STATE_IS_SECURE)")
                .asBoolean();
    }

    String evaluate(String script) throws IOException {
        return driver.evaluate(script).asText();
    }

    @Override
    public void close() throws IOException {
        driver.close();
        // Asked politely it takes many seconds to tidy up a profile that nobody needs any more.
        kill(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
