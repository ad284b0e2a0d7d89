package io.padlock.box.homepage;

import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.disk.SoonerOrLater;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Connection.Origin;
import io.padlock.box.identity.ConnectionToken;
import io.padlock.box.identity.ConnectionToken.NotAToken;
import io.padlock.box.identity.Credentials;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.words.Phrase;
import io.padlock.box.words.Words;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Behind the cogs: what can be changed, by whoever has the box's password. It shows whether a credential is set, and none. */
@ApplicationScoped
class SettingsPage {

    private static final Logger LOG = Logger.getLogger(SettingsPage.class);

    /** Not 0: a supervisor that starts again only what failed starts this too (sysexits.h: try again). */
    private static final int STARTED_AGAIN = 75;

    private static final long UNTIL_THE_ANSWER_IS_OUT_MS = 500;

    private final Keeper keeper;
    private final Credentials credentials;
    private final BoxPassword password;
    private final Forms forms;
    private final LogMemory log;
    private final PageHead head;
    private final Template page;
    private final Vertx vertx;
    private final boolean canRestart;

    SettingsPage(
            Keeper keeper,
            Credentials credentials,
            BoxPassword password,
            Forms forms,
            LogMemory log,
            RestartConfig supervision,
            Vertx vertx,
            PageHead head,
            @Location("settings.html") Template page) {
        this.keeper = keeper;
        this.credentials = credentials;
        this.password = password;
        this.forms = forms;
        this.log = log;
        this.head = head;
        this.page = page;
        this.vertx = vertx;
        this.canRestart = supervision
                .supervised()
                .filter(text -> !text.isEmpty() && !text.equals("false"))
                .isPresent();
    }

    /** Told once, where only those see it who may look into the machine; not by the log, which can be downloaded. */
    void onStart(@Observes StartupEvent event) {
        SoonerOrLater.run(
                () -> password.makeTheFirst()
                        .ifPresent(made -> System.out.println("The password of this box's page is " + made
                                + ". It is shown this once; the command \"password\" makes another.")),
                "The box's password can't be kept, so nothing can be changed on its page");
    }

    void route(@Observes Router router) {
        router.get("/settings").handler(request -> show(request, 200, told(request)));
        forms.take(router, "/settings/connect", this::connect, this::show);
        forms.take(router, "/settings/credentials", this::enter, this::show);
        forms.take(router, "/settings/forget", this::forget, this::show);
        forms.take(router, "/settings/renew", this::renew, this::show);
        if (canRestart) {
            forms.take(router, "/settings/restart", this::restart, this::show);
        }
        forms.take(router, "/settings/log-level", this::tellMore, this::show);
        forms.take(router, "/settings/log", this::download, this::show);
    }

    private void connect(RoutingContext request) {
        enter(request, () -> ConnectionToken.parse(Forms.field(request, "token")));
    }

    private void enter(RoutingContext request) {
        enter(request, () -> {
            Connection entered = Connection.entered(Forms.field(request, "uuid"), Forms.field(request, "code"));
            ConnectionToken.mustBeUsable(entered);
            return entered;
        });
    }

    private interface Entered {
        Connection connection() throws NotAToken;
    }

    private void enter(RoutingContext request, Entered entered) {
        try {
            Connection connection = entered.connection();
            if (credentials.connection().origin() == Origin.SETTINGS) {
                show(request, 409, Phrase.of("settings.set-elsewhere"));
                return;
            }
            credentials.enter(connection);
            LOG.info("Another connection was entered on the page.");
            keeper.attemptAnew().subscribe().with(state -> {});
            done(request, "connected");
        } catch (NotAToken e) {
            show(request, 400, e.why());
        } catch (IOException e) {
            show(request, 500, Phrase.of("settings.not-kept", DiskTrouble.inWords(e)));
        }
    }

    private void forget(RoutingContext request) {
        try {
            credentials.forget();
            LOG.info("The connection that was entered on the page was forgotten there.");
            keeper.attemptAnew().subscribe().with(state -> {});
            done(request, "forgotten");
        } catch (IOException e) {
            show(request, 500, Phrase.of("settings.not-kept", DiskTrouble.inWords(e)));
        }
    }

    /** The page that follows shows it live, or how it went. */
    private void renew(RoutingContext request) {
        keeper.renewNow().subscribe().with(state -> {});
        Forms.goTo(request, "/", Map.of("watch", "renewal", "lang", language(request)));
    }

    /** The answer first; and the page is looked at again when the box may be back. */
    private void restart(RoutingContext request) {
        LOG.info("The box is restarted from its page.");
        show(request, 200, Phrase.of("settings.restarting"), true);
        vertx.setTimer(UNTIL_THE_ANSWER_IS_OUT_MS, fired -> Quarkus.asyncExit(STARTED_AGAIN));
    }

    private void tellMore(RoutingContext request) {
        String wanted = Forms.field(request, "detail");
        Arrays.stream(LogMemory.Detail.values())
                .filter(detail -> detail.name().equals(wanted))
                .forEach(LogMemory::tell);
        done(request, "log-level");
    }

    private void download(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"box.log\"");
        Page.answer(request, "text/plain;charset=UTF-8", log.text());
    }

    private static void done(RoutingContext request, String what) {
        Forms.goTo(request, "/settings", Map.of("done", what, "lang", language(request)));
    }

    private static String language(RoutingContext request) {
        return Page.words(request).language().tag();
    }

    /** Words of ours, whatever the address says. */
    private static Phrase told(RoutingContext request) {
        return switch (String.valueOf(request.request().getParam("done"))) {
            case "connected" -> Phrase.of("settings.connected");
            case "forgotten" -> Phrase.of("settings.forgotten");
            case "log-level" -> Phrase.of("settings.log-level");
            default -> null;
        };
    }

    private void show(RoutingContext request, int status, Phrase told) {
        show(request, status, told, false);
    }

    private void show(RoutingContext request, int status, Phrase told, boolean isRestarting) {
        Words words = Page.words(request);
        Optional<Connection> connection = connection();
        Origin origin = connection.map(Connection::origin).orElse(Origin.NOWHERE);
        request.response().setStatusCode(status);
        Page.html(
                request,
                head.of(page, request, "/settings", status, told)
                        .data("origin", words.say(inWords(origin)))
                        .data("isEntered", origin == Origin.ENTERED)
                        .data("hasUuid", connection.flatMap(Connection::uuid).isPresent())
                        .data(
                                "hasCode",
                                connection.flatMap(Connection::enterpriseCode).isPresent())
                        .data("detail", LogMemory.told().name())
                        .data("canRestart", canRestart)
                        .data("isRestarting", isRestarting)
                        .data("certificate", CertificateInWords.of(keeper.state(), words))
                        .render());
    }

    private static Phrase inWords(Origin origin) {
        return Phrase.of(
                switch (origin) {
                    case SETTINGS -> "origin-settings";
                    case ENTERED -> "origin-entered";
                    case ODOO_CONF -> "origin-odoo-conf";
                    case ODOO_FILES -> "origin-odoo-files";
                    case NOWHERE -> "origin-nowhere";
                });
    }

    private Optional<Connection> connection() {
        try {
            return Optional.of(credentials.connection());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
