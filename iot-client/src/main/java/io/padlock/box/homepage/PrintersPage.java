package io.padlock.box.homepage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.printers.Neighbourhood;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Scan;
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
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The printers that are known, and a search for others. */
@ApplicationScoped
class PrintersPage {

    private static final Logger LOG = Logger.getLogger(PrintersPage.class);

    private final Printers printers;
    private final PageHead head;
    private final IdentityConfig identity;
    private final Forms forms;
    private final Template page;
    private final ObjectMapper json;
    private volatile Scan scan;

    PrintersPage(
            Printers printers,
            PageHead head,
            IdentityConfig identity,
            Forms forms,
            ObjectMapper json,
            @Location("printers.html") Template page) {
        this.printers = printers;
        this.head = head;
        this.identity = identity;
        this.forms = forms;
        this.json = json;
        this.page = page;
    }

    void route(@Observes Router router) {
        router.get("/printers").handler(request -> show(request, 200, null));
        router.get("/printers/look").handler(this::go);
        forms.take(router, "/printers/scan", this::start, this::show);
        forms.take(router, "/printers/scan/stop", this::stop, this::show);
    }

    /** The last search, or the one that goes; null where none was made. */
    Scan scan() {
        return scan;
    }

    /** As a form without a script sends it. */
    private void go(RoutingContext request) {
        try {
            PrinterAddress address =
                    printers.address(String.valueOf(request.request().getParam("address")));
            Forms.goTo(
                    request,
                    "/printers/" + address,
                    Map.of("lang", Page.words(request).language().tag()));
        } catch (Refused e) {
            show(request, PrinterWork.status(e), e.why());
        }
    }

    private void start(RoutingContext request) {
        try {
            begin();
            back(request);
        } catch (Refused e) {
            show(request, PrinterWork.status(e), e.why());
        }
    }

    private synchronized void begin() throws Refused {
        if (scan == null || !scan.progress().running()) {
            scan = printers.scan(Neighbourhood.of(own()));
            LOG.infof(
                    "Looking for printers in %s: somebody asked for it.",
                    scan.progress().network());
            scan.start();
        }
    }

    private String own() {
        return BoxAddress.current(identity.address()).ip();
    }

    private void stop(RoutingContext request) {
        if (scan != null) {
            scan.stop();
        }
        back(request);
    }

    private static void back(RoutingContext request) {
        Forms.goTo(
                request,
                "/printers",
                Map.of("lang", Page.words(request).language().tag()));
    }

    /** @param told null where there is nothing to tell */
    void show(RoutingContext request, int status, Phrase told) {
        try {
            List<String> known =
                    printers.known().stream().map(PrinterAddress::ip).toList();
            show(request, status, told, known);
        } catch (IOException e) {
            show(request, 500, Phrase.of("printer-kept", DiskTrouble.inWords(e)), List.of());
        }
    }

    private void show(RoutingContext request, int status, Phrase told, List<String> known) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        Scan.Progress progress = scan == null ? null : scan.progress();
        if (!Page.isForPeople(request)) {
            Words english = Words.in(Language.ENGLISH);
            Page.json(request, json, new Told(told == null ? null : english.say(told), known, progress));
            return;
        }
        Words words = Page.words(request);
        Page.html(
                request,
                head.of(page, request, "/printers", status, told)
                        .data("network", words.say("page-printers-network", Neighbourhood.of(own())))
                        .data("scan", progress)
                        .data("progress", progress == null ? "" : inWords(progress, words))
                        .data("known", known)
                        .render());
    }

    static String inWords(Scan.Progress progress, Words words) {
        return words.say(
                progress.running() ? "page-printers-looking" : "page-printers-looked",
                progress.network(),
                progress.looked(),
                progress.all(),
                progress.found().size());
    }

    /** @param problem why what was asked for was not done */
    record Told(String problem, List<String> printers, Scan.Progress scan) {}
}
