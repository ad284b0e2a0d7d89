package io.padlock.box.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.BoxName;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.qute.Location;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The page that a person in the shop opens, and the same as JSON. Neither shows a credential. */
@ApplicationScoped
class Homepage {

    private static final Logger LOG = Logger.getLogger(Homepage.class);
    /** Longer than this nobody looks at an empty tab: the page then says how it stands so far. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Keeper keeper;
    private final IdentityConfig identity;
    private final String name;
    private final HttpsConfig https;
    private final Template page;
    private final ObjectMapper json;

    Homepage(
            Keeper keeper,
            IdentityConfig identity,
            HttpsConfig https,
            @Location("homepage.html") Template page,
            ObjectMapper json) {
        this.keeper = keeper;
        this.identity = identity;
        this.name = identity.name().orElseGet(BoxName::ofThisMachine);
        this.https = https;
        this.page = page;
        this.json = json;
    }

    void route(@Observes Router router) {
        router.get("/").handler(this::answerWithThePage);
        router.get("/status").handler(this::answerWithJson);
        router.route().failureHandler(Homepage::answerWithAnApology);
    }

    /** Opening the page asks for a certificate when there is none: the first thing that people are told to do. */
    private void answerWithThePage(RoutingContext request) {
        // A tab that was left open looks every half minute; it must not ask the server as often.
        Uni<BoxState> attempt = request.queryParams().contains("watch")
                ? Uni.createFrom().item(keeper.state())
                : keeper.attemptForAPerson();
        attempt.ifNoItem()
                .after(PATIENCE)
                .recoverWithUni(() -> Uni.createFrom().item(keeper.state()))
                .map(this::render)
                .subscribe()
                .with(html -> answer(request, "text/html;charset=UTF-8", html), request::fail);
    }

    private void answerWithJson(RoutingContext request) {
        BoxState state = keeper.state();
        try {
            answer(request, "application/json", json.writeValueAsString(StatusAnswer.of(state, address(state))));
        } catch (JsonProcessingException e) {
            LOG.error("The status can't be written as JSON: a mistake of ours.", e);
            request.fail(500);
        }
    }

    /** In place of the framework's page, which is about the framework. */
    private static void answerWithAnApology(RoutingContext request) {
        int status = request.statusCode() >= 400 ? request.statusCode() : 500;
        if (status >= 500) {
            LOG.error("A page could not be made: a mistake of ours.", request.failure());
        }
        request.response().setStatusCode(status);
        answer(
                request,
                "text/plain;charset=UTF-8",
                status >= 500
                        ? "The box made a mistake; its log says more. Its certificate is not touched by that.\n"
                        : "Nothing is here. The box's page is at /\n");
    }

    private String render(BoxState state) {
        return page.data("name", name)
                .data("status", state.status())
                // A code is longer than a phone is wide; it may be broken after an underscore.
                .data("code", new RawString(state.status().code().replace("_", "_<wbr>")))
                .data("lastAttempt", state.lastAttempt())
                .data("pair", state.pair().orElse(null))
                .data(
                        "isTest",
                        state.pair().map(pair -> pair.issuer().contains("TEST")).orElse(false))
                .data("url", state.pair().map(pair -> address(state).url()).orElse(""))
                .data("nextAttempt", inWords(state.nextAttempt()))
                .data(
                        "validFrom",
                        state.pair().map(pair -> inWords(pair.notBefore())).orElse(""))
                .data(
                        "validUntil",
                        state.pair().map(pair -> inWords(pair.notAfter())).orElse(""))
                .data(
                        "renewsAt",
                        state.pair().map(pair -> inWords(pair.renewAt())).orElse(""))
                .render();
    }

    private SecureAddress address(BoxState state) {
        return state.pair()
                .map(pair ->
                        new SecureAddress(BoxAddress.current(identity.address()).nameIn(pair.zone()), https.port()))
                .orElse(null);
    }

    private static String inWords(Instant instant) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                .format(instant.atOffset(ZoneOffset.UTC));
    }

    private static void answer(RoutingContext request, String type, String body) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none';"
                                + " base-uri 'none'; form-action 'self'")
                .end(body);
    }
}
