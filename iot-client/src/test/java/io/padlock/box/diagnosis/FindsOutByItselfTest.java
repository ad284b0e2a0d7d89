package io.padlock.box.diagnosis;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.provisioning.Keeper;
import io.padlock.testing.dns.RunningDns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A box behind a router that hides its name, which nobody asked what the matter is. */
@QuarkusTest
@QuarkusTestResource(value = FindsOutByItselfTest.BehindAFilter.class, restrictToAnnotatedClass = true)
class FindsOutByItselfTest {

    private static final String ZONE = TestIssuer.ZONE;
    private static final String ELIGIBLE =
            "{\"eligible\":true,\"checks\":[{\"code\":\"NO_IOT_BOX_LINE\",\"passed\":true,"
                    + "\"explanation\":\"The explanation.\",\"remedy\":\"The remedy.\"}]}";

    FakeServer server;
    TestIssuer issuer;

    @Inject
    Keeper keeper;

    @Inject
    Diagnosis diagnosis;

    @Test
    void it_looks_when_its_certificate_came_and_says_on_its_page_what_it_found() {
        Deadline.until("the box looked", () -> get("/").asString().contains("The box found out:"));

        assertThat(get("/").asString())
                .contains("192-168-77-25." + ZONE + " leads to 192.168.77.25 elsewhere, but not here")
                .contains("<a href=\"/diagnosis?lang=en\">");
        assertThat(get("/?lang=fr").asString()).contains("La box a découvert");
    }

    @Test
    void the_exact_lines_are_on_the_page_and_in_the_json_and_what_a_browser_must_be_told() {
        Deadline.until(
                "the box has its certificate", () -> keeper.state().status().ok());

        JsonPath json = get("/diagnosis").jsonPath();
        assertThat(json.<String>get("findings.find { it.subject == 'OWN_NAME' }.recipes[0].text"))
                .isEqualTo("server:\n    private-domain: \"" + ZONE + "\"");
        assertThat(json.<List<String>>get("notes"))
                .anySatisfy(note -> assertThat(note).contains("Chrome").contains("142"))
                .anySatisfy(note -> assertThat(note).contains("DNS over HTTPS"));

        String page = given().accept("text/html").get("/diagnosis?lang=en").asString();
        assertThat(page)
                .contains("<pre><code>server:\n    private-domain: &quot;" + ZONE + "&quot;</code></pre>")
                .contains("<pre><code>rebind-domain-ok=/" + ZONE + "/</code></pre>")
                .contains("<pre><code>192.168.77.25 192-168-77-25." + ZONE + "</code></pre>")
                .contains("For the browser that opens the box");
    }

    @Test
    void it_looks_after_an_attempt_that_failed_and_when_the_next_one_does_not_and_asks_the_server_nothing_more() {
        Deadline.until(
                "the box has its certificate", () -> keeper.state().status().ok());
        server.nowAnswers(asked -> new Said(503, "text/plain", "later"));
        Diagnosed before = diagnosis.newest();
        int asked = server.asked().size();

        keeper.renewNow().await().atMost(Duration.ofSeconds(20));

        Deadline.until("the box looked", () -> diagnosis.newest() != before);
        Diagnosed after = diagnosis.newest();
        server.nowAnswers(answering(issuer));
        keeper.renewNow().await().atMost(Duration.ofSeconds(20));
        Deadline.until("the box looked again", () -> diagnosis.newest() != after);
        assertThat(server.asked()).as("but for the two attempts").hasSize(asked + 2);
    }

    /** Whatever a diagnosis asks too, when a person wants one. */
    private static FakeServer.Answering answering(TestIssuer issuer) {
        return asked -> switch (asked.path()) {
            case "/v1/authority/root.pem" ->
                Said.ofTheContract(200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----\n")
                        .with("Content-Disposition", "attachment; filename=\"root.pem\"");
            case "/v1/eligibility" -> Said.ofTheContract(200, "application/json", ELIGIBLE);
            default -> Answers.granting(issuer).to(asked);
        };
    }

    public static class BehindAFilter extends TestBox {

        private RunningDns publisher;
        private RunningDns filter;

        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return answering(issuer);
        }

        @Override
        protected void change(Map<String, String> settings) {
            try {
                Path folder =
                        Files.createTempDirectory(Path.of("target"), "dns").toAbsolutePath();
                publisher = RunningDns.publisher(
                        folder, "odoo-iot.com", "192-168-77-25." + ZONE + ". 60 IN A 192.168.77.25");
                filter = RunningDns.dnsmasq(folder, publisher.port(), "stop-dns-rebind");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            settings.put("padlock.box.address", "192.168.77.25");
            settings.put("padlock.box.dns.resolvers", filter.address());
            settings.put("padlock.box.dns.authority", publisher.address());
            settings.put("padlock.box.dns.over-https", "");
        }

        @Override
        public void stop() {
            filter.close();
            publisher.close();
            super.stop();
        }
    }
}
