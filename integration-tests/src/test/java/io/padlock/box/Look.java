package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.padlock.running.Browser;
import io.padlock.running.Checkout;
import io.padlock.testing.Length;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks at a page as people do: on a phone and on a desktop, by day and by night, by keyboard, and by what reads it aloud.
 * With {@code -Dpadlock.screenshots=true} what was seen is kept in {@code docs/screenshots}.
 */
public final class Look {

    private static final boolean KEEPS = Boolean.getBoolean("padlock.screenshots");
    private static final int PHONE = 360;
    private static final int DESKTOP = 1280;
    private static final String AXE = axe();

    /** Two elements of one page may be the same distance apart in all pages; these matter to those who depend on them. */
    private static final String SERIOUS = """
            axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
                .filter(one => ['serious', 'critical'].includes(one.impact))
                .map(one => one.id + ': ' + one.nodes.map(node => node.target + ' ' + node.failureSummary).join('; ')))
            """;

    private Look() {}

    /**
     * On a phone by day and on a desktop at night; where pictures are kept or everything runs in full, the other two as well.
     *
     * @param name of the picture, where pictures are kept
     */
    public static void at(Browser browser, String address, String name) {
        at(browser, address, "", name);
    }

    /** @param also what the page may ask besides its own box, and be refused: whether this browser trusts a printer */
    public static void at(Browser browser, String address, String also, String name) {
        at(browser, address, also, name, PHONE, ColorScheme.LIGHT);
        at(browser, address, also, name, DESKTOP, ColorScheme.DARK);
        if (KEEPS || Length.of(0, 1) == 1) {
            at(browser, address, also, name, PHONE, ColorScheme.DARK);
            at(browser, address, also, name, DESKTOP, ColorScheme.LIGHT);
        }
    }

    private static void at(Browser browser, String address, String also, String name, int width, ColorScheme colors) {
        try (Page page = browser.page(width, colors)) {
            at(
                    page,
                    address,
                    also,
                    name
                            + (width == PHONE ? "-phone-" : "-desktop-")
                            + colors.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void at(Page page, String address, String also, String name) {
        List<String> said = new CopyOnWriteArrayList<>();
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (also.isEmpty() || !message.location().startsWith(also)) {
                said.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(said::add);
        page.onRequest(request -> asked.add(request.url()));
        page.navigate(address);
        page.waitForFunction(
                "() => !document.querySelector('#browser-check') || document.querySelector('#browser-check').dataset.result");

        if (KEEPS) {
            page.screenshot(new Page.ScreenshotOptions().setPath(picture(name)).setFullPage(true));
        }
        // What is folded away has to be as good as what is not.
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
        String host = URI.create(address).getAuthority();
        assertThat(asked)
                .as("what " + name + " fetches")
                .allMatch(url -> url.startsWith("data:")
                        || host.equals(URI.create(url).getAuthority())
                        || !also.isEmpty() && url.equals(also));
        assertThat(said).as("what the browser says of " + name).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no sideways scrolling on " + name)
                .isEqualTo(true);
        page.evaluate(AXE);
        assertThat((List<?>) page.evaluate(SERIOUS))
                .as("what keeps people out of " + name)
                .isEmpty();
        everythingIsReachedByKeyboard(page, name);
    }

    /** In the order of the page, each shown to have the focus. */
    private static void everythingIsReachedByKeyboard(Page page, String name) {
        int controls = ((Number) page.evaluate("""
                () => {
                    window.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
                        .filter(one => one.offsetParent !== null);
                    window.reached = new Set();
                    document.addEventListener('focusin', e => window.reached.add(e.target));
                    return window.controls.length;
                }
                """)).intValue();
        // Long lines of text that scroll are reached, too.
        int texts = page.locator("pre").count();
        for (int i = 0; i < controls + texts && reached(page) < controls; i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as("the focus is seen on " + name)
                    .isNotEqualTo("none");
        }
        assertThat(reached(page)).as("reached by keyboard on " + name).isEqualTo(controls);
    }

    private static int reached(Page page) {
        return ((Number) page.evaluate("window.controls.filter(one => window.reached.has(one)).length")).intValue();
    }

    private static Path picture(String name) {
        return Checkout.file("docs/screenshots/" + name + ".png");
    }

    private static String axe() {
        try (InputStream script = Look.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
