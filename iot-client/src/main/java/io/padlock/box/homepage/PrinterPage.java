package io.padlock.box.homepage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.box.printers.Checked;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Told;
import io.padlock.box.words.Language;
import io.padlock.box.words.Phrase;
import io.padlock.box.words.Words;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One printer: what it shows, what is missing until there is a padlock, and how to get there. */
@ApplicationScoped
class PrinterPage {

    private static final Logger LOG = Logger.getLogger(PrinterPage.class);

    private final Printers printers;
    private final PrinterWork work;
    private final PrintersPage all;
    private final PageHead head;
    private final WayHere wayHere;
    private final Forms forms;
    private final Template page;
    private final ObjectMapper json;

    PrinterPage(
            Printers printers,
            PrinterWork work,
            PrintersPage all,
            PageHead head,
            WayHere wayHere,
            Forms forms,
            ObjectMapper json,
            @Location("printer.html") Template page) {
        this.printers = printers;
        this.work = work;
        this.all = all;
        this.head = head;
        this.wayHere = wayHere;
        this.forms = forms;
        this.json = json;
        this.page = page;
    }

    void route(@Observes Router router) {
        router.get("/printers/:address").handler(this::look);
        forms.take(router, "/printers/:address/generate", this::generate, this::refuse);
    }

    private void look(RoutingContext request) {
        if (request.pathParam("address").equals("look")) {
            // The form of the page of all: another handler's.
            request.next();
            return;
        }
        if (isAPartOfAnotherPage(request)) {
            request.fail(403);
            return;
        }
        work.then(
                request,
                () -> check(request),
                checked -> show(request, 200, told(request, checked), checked),
                this::refuse);
    }

    /**
     * Other sites' pages have no business with who stands in this network; a link on them may lead here. Browsers say so by
     * Sec-Fetch-* to HTTPS and this machine itself only: over HTTP a picture of another page can't be told from a link.
     */
    static boolean isAPartOfAnotherPage(RoutingContext request) {
        return Forms.isFromElsewhere(request)
                && !"document".equals(request.request().getHeader("Sec-Fetch-Dest"));
    }

    private Checked check(RoutingContext request) throws IOException, Refused {
        PrinterAddress address = printers.address(request.pathParam("address"));
        return printers.check(address, fingerprint(request));
    }

    /** Of the query, or of a form. */
    static Optional<Fingerprint> fingerprint(RoutingContext request) throws Refused {
        String text = request.request().getParam("fingerprint");
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Fingerprint.parse(text));
    }

    private void generate(RoutingContext request) {
        work.then(
                request,
                () -> {
                    PrinterAddress address = printers.address(request.pathParam("address"));
                    return printers.generate(
                            address,
                            years(Forms.field(request, "years")),
                            Forms.field(request, "again").equals("yes"));
                },
                kept -> generated(request, kept),
                this::refuse);
    }

    private static Optional<Integer> years(String text) {
        // What is no number is none that is allowed, and is told so.
        return text.isEmpty() ? Optional.empty() : Optional.of(text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : 0);
    }

    private static void generated(RoutingContext request, Kept kept) {
        LOG.infof(
                "A certificate for the printer %s was generated on the page: %s",
                request.pathParam("address"), kept.printersFingerprint());
        Forms.goTo(
                request,
                "/printers/" + request.pathParam("address"),
                Map.of(
                        "done",
                        "generated",
                        "lang",
                        Page.words(request).language().tag()));
    }

    /** An address can be typed, or come out of a history: it alone makes nothing. */
    private static Phrase told(RoutingContext request, Checked checked) {
        return "generated".equals(request.request().getParam("done"))
                        && checked.kept().stream().anyMatch(Kept::isGenerated)
                ? Phrase.of("printer-generate.done")
                : null;
    }

    /** On the printer's page where there is such a printer, and otherwise on that of all. */
    void refuse(RoutingContext request, int status, Phrase why) {
        boolean isAboutThePrinter = request.request().method() == io.vertx.core.http.HttpMethod.POST
                && status != 500
                && status != 503
                && isAddress(request.pathParam("address"));
        if (isAboutThePrinter) {
            work.then(
                    request,
                    () -> check(request),
                    checked -> show(request, status, why, checked),
                    (unread, failed, again) -> all.show(request, status, why));
        } else {
            all.show(request, status, why);
        }
    }

    /** With the reason, where something was not done: a status alone tells a program nothing. */
    private ObjectNode asJson(Words english, int status, Phrase told, Checked checked, String url) {
        ObjectNode answer = json.valueToTree(Told.of(checked, url, english));
        return status == 200 ? answer : answer.put("refused", english.say(told));
    }

    private boolean isAddress(String text) {
        try {
            printers.address(text);
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    private void show(RoutingContext request, int status, Phrase told, Checked checked) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        PrinterAddress address = checked.look().address();
        String url = printers.url(address);
        if (!Page.isForPeople(request)) {
            Page.json(request, json, asJson(Words.in(Language.ENGLISH), status, told, checked, url));
            return;
        }
        Words words = Page.words(request);
        Page.html(
                request,
                head.of(page, request, "/printers/" + address, status, told)
                        .data("printer", PrinterInWords.of(checked, url, wayHere.of(request), words))
                        .render(),
                url);
    }
}
