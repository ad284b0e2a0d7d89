package io.padlock.box.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.diagnosis.Diagnosis;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.status.Status;
import io.padlock.box.words.Language;
import io.padlock.box.words.Phrase;
import io.padlock.box.words.Words;
import io.quarkus.qute.Location;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
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
    private final Serving serving;
    private final Diagnosis diagnosis;
    private final Template page;
    private final ObjectMapper json;

    Homepage(
            Keeper keeper,
            IdentityConfig identity,
            Serving serving,
            Diagnosis diagnosis,
            @Location("homepage.html") Template page,
            ObjectMapper json) {
        this.keeper = keeper;
        this.identity = identity;
        this.name = Box.ofThisMachine(identity).name();
        this.serving = serving;
        this.diagnosis = diagnosis;
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
        // A tab that is open is shown how an attempt went; that must not be another attempt.
        Uni<BoxState> attempt = request.queryParams().contains("watch")
                ? Uni.createFrom().item(keeper.state())
                : keeper.attemptForAPerson();
        attempt.ifNoItem()
                .after(PATIENCE)
                .recoverWithUni(() -> Uni.createFrom().item(keeper.state()))
                .map(state -> render(state, Page.words(request)))
                .subscribe()
                .with(html -> Page.html(request, html), request::fail);
    }

    private void answerWithJson(RoutingContext request) {
        BoxState state = keeper.state();
        try {
            Page.answer(
                    request,
                    "application/json",
                    json.writeValueAsString(StatusAnswer.of(state, address(state), Words.in(Language.ENGLISH))));
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
        Page.answer(
                request,
                "text/plain;charset=UTF-8",
                status >= 500
                        ? "The box made a mistake; its log says more. Its certificate is not touched by that.\n"
                        : "Nothing is here. The box's page is at /\n");
    }

    private String render(BoxState state, Words words) {
        Status status = state.status();
        CertificatePair pair = state.pair().orElse(null);
        return page.data("t", words.beginningWith("page."))
                .data("lang", words.language().tag())
                .data("languages", Language.values())
                .data("path", "/")
                .data("name", name)
                .data("severity", status.severity().name().toLowerCase(Locale.ROOT))
                .data("isGood", status.ok())
                // A code is longer than a phone is wide; it may be broken after an underscore.
                .data("code", new RawString(status.code().replace("_", "_<wbr>")))
                .data("cause", words.say(status.cause()))
                .data("remedy", status.remedy().map(words::say).orElse(""))
                .data("reasons", Reason.all(status.reasons(), words))
                .data("reference", status.reference())
                .data("lastFailure", lastFailure(state, words))
                .data("healed", Objects.requireNonNullElse(StatusAnswer.healed(state, words), ""))
                .data("found", found(words))
                .data("pair", pair)
                .data("isTest", pair != null && pair.issuer().contains("TEST"))
                .data("url", pair == null ? "" : address(state).url())
                .data("qr", pair == null ? null : qr(state, words))
                .data("steps", words.beginningWith("step."))
                .data("mark", state.mark())
                .data("nextAttempt", words.say("page-next-attempt", state.nextAttempt()))
                .data("validUntil", pair == null ? "" : words.say("page-good-until", pair.notAfter()))
                .render();
    }

    private RawString qr(BoxState state, Words words) {
        return new RawString(QrPicture.of(address(state).url(), words.say("page.qr")));
    }

    /** Beside a certificate that is still good; empty where all is well. */
    private static String lastFailure(BoxState state, Words words) {
        Status last = state.lastAttempt();
        return !state.status().ok() || last.ok() || last instanceof Status.Starting
                ? ""
                : words.say(
                        "page-last-failure",
                        last.code(),
                        last.cause(),
                        last.remedy().orElse(Phrase.verbatim("")),
                        state.nextAttempt());
    }

    /** By itself or when somebody asked, and not yet gone as far as the box knows; empty where nothing is. */
    private String found(Words words) {
        return diagnosis
                .newest()
                .firstNews()
                .map(finding -> words.say(finding.evidence()))
                .orElse("");
    }

    private SecureAddress address(BoxState state) {
        return serving.address(state).orElse(null);
    }
}
