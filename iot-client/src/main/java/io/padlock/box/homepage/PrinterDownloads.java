package io.padlock.box.homepage;

import io.padlock.box.printers.Download;
import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.jboss.logging.Logger;

/** Files for devices, which anybody may have, and for the printer, which hold its key: those take the box's password. */
@ApplicationScoped
class PrinterDownloads {

    private static final Logger LOG = Logger.getLogger(PrinterDownloads.class);

    private final Printers printers;
    private final PrinterWork work;
    private final PrinterPage page;
    private final Forms forms;

    PrinterDownloads(Printers printers, PrinterWork work, PrinterPage page, Forms forms) {
        this.printers = printers;
        this.work = work;
        this.page = page;
        this.forms = forms;
    }

    void route(@Observes Router router) {
        router.get("/printers/:address/certificate.crt").handler(request -> forDevices(request, Download::certificate));
        router.get("/printers/:address/profile.mobileconfig")
                .handler(request -> forDevices(request, Download::profile));
        forms.take(router, "/printers/:address/printer.p12", this::pkcs12, page::refuse);
        forms.take(
                router,
                "/printers/:address/certificate.pem",
                request -> forThePrinter(request, Download::chain),
                page::refuse);
        forms.take(
                router, "/printers/:address/key.pem", request -> forThePrinter(request, Download::key), page::refuse);
    }

    private interface ForDevices {
        Download of(PrinterAddress address, X509Certificate root);
    }

    private interface ForThePrinter {
        Download of(PrinterAddress address, Kept kept) throws Refused;
    }

    private void forDevices(RoutingContext request, ForDevices kind) {
        if (PrinterPage.isAPartOfAnotherPage(request)) {
            request.fail(403);
            return;
        }
        work.then(
                request,
                () -> {
                    PrinterAddress address = address(request);
                    X509Certificate certificate = printers.exportSeen(address, PrinterPage.fingerprint(request));
                    remember(address, certificate);
                    return kind.of(address, certificate);
                },
                download -> send(request, download),
                page::refuse);
    }

    /** A check has to know it; a full disk keeps no device from its file. */
    private void remember(PrinterAddress address, X509Certificate certificate) throws Refused {
        try {
            printers.keep(address, certificate);
        } catch (IOException e) {
            LOG.warnf("The certificate that was downloaded for the printer %s can't be kept: %s", address, e);
        }
    }

    private void pkcs12(RoutingContext request) {
        String password = Forms.field(request, "import-password");
        forThePrinter(request, (address, kept) -> {
            Download.mustBeAPassword(password);
            return Download.pkcs12(address, kept, password);
        });
    }

    private void forThePrinter(RoutingContext request, ForThePrinter kind) {
        work.then(request, () -> made(request, kind), download -> send(request, download), page::refuse);
    }

    private Download made(RoutingContext request, ForThePrinter kind) throws IOException, Refused {
        PrinterAddress address = address(request);
        return kind.of(address, printers.generated(address, PrinterPage.fingerprint(request)));
    }

    private PrinterAddress address(RoutingContext request) throws Refused {
        return printers.address(request.pathParam("address"));
    }

    private static void send(RoutingContext request, Download download) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + download.name() + "\"");
        Page.answer(request, download.type(), Buffer.buffer(download.content()));
    }
}
