package io.padlock.box.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.diagnosis.Diagnosed;
import io.padlock.box.diagnosis.Diagnosis;
import io.padlock.box.diagnosis.Finding;
import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a diagnosis finds, made when somebody asks: as a page for browsers, as JSON for everybody else. */
@ApplicationScoped
class DiagnosisPage {

    private final Diagnosis diagnosis;
    private final PageHead head;
    private final Template page;
    private final ObjectMapper json;

    DiagnosisPage(Diagnosis diagnosis, PageHead head, @Location("diagnosis.html") Template page, ObjectMapper json) {
        this.diagnosis = diagnosis;
        this.head = head;
        this.page = page;
        this.json = json;
    }

    void route(@Observes Router router) {
        router.get("/diagnosis")
                .handler(request ->
                        diagnosis.run().subscribe().with(diagnosed -> answer(request, diagnosed), request::fail));
    }

    private void answer(RoutingContext request, Diagnosed diagnosed) {
        String accepted = String.valueOf(request.request().getHeader(HttpHeaders.ACCEPT));
        request.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (accepted.contains("text/html")) {
            Page.html(request, render(request, diagnosed));
            return;
        }
        Words english = Words.in(Language.ENGLISH);
        try {
            Page.answer(
                    request,
                    "application/json",
                    json.writeValueAsString(new Told(
                            diagnosed.at(), diagnosed.isWell(), lines(diagnosed, english), notes(diagnosed, english))));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    private String render(RoutingContext request, Diagnosed diagnosed) {
        Words words = Page.words(request);
        return head.of(page, request, "/diagnosis", 200, null)
                .data("isWell", diagnosed.isWell())
                .data("lines", lines(diagnosed, words))
                .data("notes", notes(diagnosed, words))
                .render();
    }

    private static List<Line> lines(Diagnosed diagnosed, Words words) {
        return diagnosed.findings().stream()
                .map(finding -> Line.of(finding, words))
                .toList();
    }

    private static List<String> notes(Diagnosed diagnosed, Words words) {
        return diagnosed.notes().stream().map(words::say).toList();
    }

    /** @param notes what a browser's owner has to know, and can't be seen from the box */
    record Told(Instant at, boolean well, List<Line> findings, List<String> notes) {}

    /** Lines to be copied, and where they belong. */
    record Block(String title, String text) {}

    /** One finding, in words. */
    record Line(
            String subject,
            String title,
            String verdict,
            String evidence,
            String remedy,
            List<Reason> reasons,
            List<Block> recipes) {

        static Line of(Finding finding, Words words) {
            return new Line(
                    finding.subject().name(),
                    words.say(finding.subject().title()),
                    finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    words.say(finding.evidence()),
                    finding.remedy().map(words::say).orElse(""),
                    Reason.all(finding.reasons(), words),
                    finding.recipes().stream()
                            .map(recipe -> new Block(words.say(recipe.title()), recipe.text()))
                            .toList());
        }
    }
}
