package io.padlock.running;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
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
        trust(home, root);
        return start(home, chromium(), "--host-resolver-rules=MAP *.odoo-iot.com 127.0.0.1");
    }

    /**
     * One that finds names as a device in a shop does, by the resolver that its router gave it.
     *
     * @param resolver an address at whose port 53 one listens
     */
    public static Browser thatTrustsAndAsks(Path home, Path root, String resolver) throws Exception {
        trust(home, root);
        Path configuration = Files.writeString(home.resolve("resolv.conf"), "nameserver " + resolver + "\n");
        // A mount of its own, which nobody else on this machine sees. It takes the rights of an administrator.
        Path script = Files.writeString(home.resolve("chromium"), """
                #!/bin/sh
                exec unshare -m sh -c 'mount --bind "$0" "$(readlink -f /etc/resolv.conf)" && exec "$@"' %s %s "$@"
                """.formatted(configuration, chromium()));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " can't be made executable.");
        }
        return start(home, script, "--disable-features=AsyncDns,DnsOverHttps");
    }

    private static void trust(Path home, Path root) throws Exception {
        String database = "sql:" + home.resolve(".pki/nssdb");
        Files.createDirectories(home.resolve(".pki/nssdb"));
        mustSucceed(Command.run("certutil", "-N", "-d", database, "--empty-password"));
        mustSucceed(
                Command.run("certutil", "-A", "-d", database, "-n", "test root", "-t", "C,,", "-i", root.toString()));
    }

    public static Browser thatTrustsNobodyNew(Path home) {
        return start(home, chromium(), "--host-resolver-rules=MAP *.odoo-iot.com 127.0.0.1");
    }

    /** @param names how it finds them: mostly that is the one thing that a test takes off the box */
    private static Browser start(Path home, Path program, String names) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new CreateOptions().setEnv(environment));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(program)
                                .setEnv(environment)
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        names))));
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

    /** Somebody's who clicked the warnings of certificates away. */
    public Page thatForces() {
        return chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions().setIgnoreHTTPSErrors(true));
    }

    /** Somebody's who lets no page run anything. */
    public Page withoutScripts() {
        return chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions().setJavaScriptEnabled(false));
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
