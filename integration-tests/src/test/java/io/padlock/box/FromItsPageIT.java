package io.padlock.box;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does on the box's page, in a real browser: connecting it, renewing, finding out, restarting. */
class FromItsPageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Server server;
    private static Customer customer;
    private static Browser browser;

    @BeforeAll
    static void a_server_and_a_browser_that_trusts_its_root() throws Exception {
        server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
        customer = Customer.knownTo(server);
        browser = Browser.thatTrusts(Files.createDirectory(folder.resolve("home")), server.root());
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        server.close();
    }

    @Test
    void a_box_is_connected_by_a_token_and_has_its_padlock() throws Exception {
        Path data = folder.resolve("connected");
        try (Box box = Box.start(data, Map.of("PADLOCK_BOX_SERVER", server.url()));
                Page page = browser.phone()) {
            box.awaitCode("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
            String token = "https://shop.example.com|t0ken-of-the-shop|" + customer.uuid() + "|" + customer.code();
            page.navigate(box.url() + "/");
            page.click("a.cogs");

            page.fill("#token", token);
            page.fill("#password-token", "not-the-password");
            page.click("form[action^='/settings/connect'] button");
            assertThat(page.locator(".told")).hasText("That is not the box's password. Nothing was changed.");
            assertThat(box.status("code")).isEqualTo("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");

            page.fill("#token", token);
            page.fill("#password-token", box.password());
            page.click("form[action^='/settings/connect'] button");
            assertThat(page.locator(".told")).containsText("It is kept");
            box.awaitCode("OK");
            page.click("a.cogs");
            page.click("a.address");
            assertThat(page.url()).isEqualTo(box.secureUrl());
            assertThat(page.locator(".verdict .code")).hasText("OK");
            assertThat(page.evaluate("window.isSecureContext")).isEqualTo(true);

            page.click("a.cogs");
            assertThat(page.locator("body")).not().containsText("can be read along");
            page.navigate(box.url() + "/settings");
            assertThat(page.locator(".note")).containsText("can be read along");
            assertThat(page.locator(".note a")).hasAttribute("href", box.secureUrl() + "settings?lang=en");
            assertThat(page.content()).doesNotContain(customer.code(), customer.uuid(), "t0ken-of-the-shop");
            assertThat(box.said()).doesNotContain(customer.code(), "t0ken-of-the-shop");

            page.fill("#password-forget", box.password());
            page.click("form[action^='/settings/forget'] button");
            assertThat(page.locator(".told")).containsText("is forgotten");
        }
    }

    /** Over HTTPS: the stream of steps is a connection that was open before, and it stays open. */
    @Test
    void a_renewal_is_seen_live_and_open_connections_stay() throws Exception {
        try (Box box = Box.start(folder.resolve("renewed"), server.url(), customer.uuid(), customer.code());
                Page page = browser.page();
                Page watching = browser.page()) {
            box.awaitCode("OK");
            String before = box.status("certificate.serial");
            // A page without the box's own script, which shows the homepage anew when it is over.
            watching.navigate(box.secureUrl() + "status");
            watching.evaluate(
                    "window.seen = []; window.source = new EventSource('/events');"
                            + "window.source.addEventListener('step', e => window.seen.push(e.data));"
                            + "window.source.onopen = () => window.seen.push('open'); window.source.onerror = () => window.seen.push('broken');");
            Await.until(
                    "the stream of steps",
                    PATIENCE,
                    () -> watching.evaluate("window.seen.includes('open')").equals(true));

            page.navigate(box.secureUrl() + "settings");
            page.fill("#password-renew", box.password());
            page.click("form[action^='/settings/renew'] button");

            // The page goes there by itself when the last step was seen.
            page.waitForURL(address -> address.contains("watch=done"));
            Await.until(
                    "the last step",
                    PATIENCE,
                    () -> watching.evaluate("window.seen.includes('DONE')").equals(true));
            // It is the connection that was open before: nothing broke, and nothing was opened again.
            assertThat((String) watching.evaluate("window.seen.join(' ')"))
                    .endsWith("open LOOKING ASKING CHECKING SERVING DONE");
            assertThat(box.status("certificate.serial")).isNotEqualTo(before);
            page.reload();
            assertThat(page.locator(".verdict .code")).hasText("OK");
            page.click("a.cogs");
            assertThat(page.locator("dl").first()).containsText(box.status("certificate.fingerprint"));
            assertThat(page.locator(".timeline li.good-line")).hasCount(2);
        }
    }

    @Test
    void a_renewal_that_ended_before_its_page_listened_is_shown_all_the_same() throws Exception {
        Path data = folder.resolve("soon");
        try (Box box = Box.start(data, server.url(), customer.uuid(), customer.code());
                Page page = browser.page()) {
            box.awaitCode("OK");
            String before = box.status("certificate.serial");
            page.route(
                    "**/events",
                    listening -> {
                        renew(data);
                        listening.resume();
                    },
                    new Page.RouteOptions().setTimes(1));

            page.navigate(box.secureUrl() + "?watch=renewal");
            page.waitForURL(address -> address.contains("watch=done"));

            assertThat(box.status("certificate.serial")).isNotEqualTo(before);
            page.click("a.cogs");
            assertThat(page.locator("dl").first()).containsText(box.status("certificate.fingerprint"));
        }
    }

    private static void renew(Path data) {
        try {
            Command renewed = Box.command(data, "renew");
            assertThat(renewed.status()).as(renewed.output()).isZero();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void why_there_is_no_certificate_is_found_out_from_the_page_and_by_the_command() throws Exception {
        Path data = folder.resolve("refused");
        try (Box box = Box.start(data, server.url(), customer.uuid(), "wrong-code");
                Page page = browser.phone()) {
            box.awaitCode("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
            page.navigate(box.url() + "/?lang=es");
            page.click("text=Averiguar la causa");

            assertThat(page.locator(".findings > .bad h3").first()).containsText("Base de datos y suscripción");
            assertThat(page.locator(".findings > .bad").first())
                    .containsText("El servidor no conoce ninguna base de datos con este UUID");

            Command told = Box.command(data, "diagnose");
            assertThat(told.status()).isEqualTo(3);
            assertThat(told.output())
                    .contains("✓ The way to the server")
                    .contains("✗ Database and subscription")
                    .contains("No database with this UUID")
                    .doesNotContain("wrong-code");
            assertThat(Box.command(data, "diagnose", "--json").output()).contains("\"subject\":\"ELIGIBILITY\"");
        }
    }

    @Test
    void a_supervised_box_is_restarted_from_its_page_which_comes_back_with_it_and_another_one_has_no_such_button()
            throws Exception {
        Path data = folder.resolve("supervised");
        Map<String, String> given = Map.of("PADLOCK_BOX_SERVER", server.url(), "PADLOCK_BOX_SUPERVISED", "true");
        try (Box box = Box.start(data, given);
                Box alone = Box.start(folder.resolve("alone"), Map.of("PADLOCK_BOX_SERVER", server.url()));
                Page page = browser.page()) {
            page.navigate(box.url() + "/settings");
            page.fill("#password-restart", box.password());
            page.click("form[action^='/settings/restart'] button");

            assertThat(page.locator(".told")).containsText("The box is restarting.");
            assertThat(page.locator("#restart")).containsText("The box ends its program.");
            assertThat(box.awaitEnd()).isEqualTo(75);
            assertThat(page.locator("#restart")).containsText("It is starting.");
            try (Box again = box.startedAgain(data, given)) {
                page.waitForURL(again.url() + "/**");
                assertThat(page.locator(".verdict .code")).hasText("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
                assertThat(logOf(page, again, box.password()))
                        .contains("The box is restarted from its page.")
                        .containsPattern("(?s)The box starts\\..*restarted from its page.*The box starts\\.")
                        .doesNotContain(box.password());
            }
            page.navigate(alone.url() + "/settings");
            assertThat(page.locator("#password-restart")).hasCount(0);
        }
    }

    private static String logOf(Page page, Box box, String password) throws Exception {
        page.navigate(box.url() + "/settings");
        page.fill("#password-log", password);
        Download log = page.waitForDownload(() -> page.click("form[action='/settings/log'] button"));
        assertThat(log.suggestedFilename()).isEqualTo("box.log");
        return Files.readString(log.path());
    }

    @Test
    void all_of_it_can_be_read_and_done_in_a_browser_that_runs_nothing() throws Exception {
        Path data = folder.resolve("plain");
        try (Box box = Box.start(data, Map.of("PADLOCK_BOX_SERVER", server.url()));
                Page page = browser.withoutScripts()) {
            box.awaitCode("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
            page.navigate(box.url() + "/");
            assertThat(page.locator(".verdict .code")).hasText("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
            page.click("a.cogs");
            page.fill("#uuid", customer.uuid());
            page.fill("#code", customer.code());
            page.fill("#password-values", box.password());
            page.click("form[action^='/settings/credentials'] button");
            assertThat(page.locator(".told")).containsText("It is kept");
            box.awaitCode("OK");

            page.click("a.cogs");
            assertThat(page.locator(".verdict .code")).hasText("OK");
            assertThat(page.locator(".verdict")).containsText("Valid until");
            assertThat(page.locator("svg[role=img]")).isVisible();
            page.click("a.cogs");
            assertThat(page.locator("dl").first()).containsText(box.status("certificate.fingerprint"));
            assertThat(page.locator(".timeline li").first()).containsText("OK");
            String before = box.status("certificate.serial");
            page.fill("#password-renew", box.password());
            page.click("form[action^='/settings/renew'] button");
            Await.until(
                    "another certificate",
                    PATIENCE,
                    () -> !box.status("certificate.serial").equals(before));
            page.click("text=Settings");
            page.click("text=Find out why");
            assertThat(page.locator(".findings")).containsText("The box can write to");
        }
    }
}
