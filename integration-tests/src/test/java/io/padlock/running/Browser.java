package io.padlock.running;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's Chromium with a home of its own, so that it trusts what a test put there and nothing of this machine's. */
public final class Browser implements AutoCloseable {

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    public static Browser thatTrusts(Path home, Path root) throws Exception {
        String database = "sql:" + home.resolve(".pki/nssdb");
        Files.createDirectories(home.resolve(".pki/nssdb"));
        mustSucceed(Command.run("certutil", "-N", "-d", database, "--empty-password"));
        mustSucceed(
                Command.run("certutil", "-A", "-d", database, "-n", "test root", "-t", "C,,", "-i", root.toString()));
        return start(home);
    }

    public static Browser thatTrustsNobodyNew(Path home) {
        return start(home);
    }

    private static Browser start(Path home) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new CreateOptions().setEnv(environment));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(chromium())
                                .setEnv(environment)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        // The one thing that this test takes off the box: its name in the DNS.
                                        "--host-resolver-rules=MAP *.odoo-iot.com 127.0.0.1"))));
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-headless-shell")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "These tests need Chromium and don't pass without it: apt-get install chromium, or deploy/test."));
    }

    public Page page() {
        return chromium.newPage();
    }

    public Page phone() {
        return chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions().setViewportSize(360, 740));
    }

    /** @param width in pixels of CSS; a phone's is 360 */
    public Page page(int width, ColorScheme colors) {
        return chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions()
                .setViewportSize(width, 800)
                .setColorScheme(colors));
    }

    private static void mustSucceed(Command command) {
        if (command.status() != 0) {
            throw new AssertionError("certutil failed: " + command.output());
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
