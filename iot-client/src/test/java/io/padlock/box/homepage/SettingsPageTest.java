package io.padlock.box.homepage;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A box that was never connected, and somebody with its password. */
@QuarkusTest
@QuarkusTestResource(value = SettingsPageTest.Unconnected.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettingsPageTest {

    private static final String TOKEN = "https://db.example.com|A1b2SECRET|" + TestBox.UUID + "|" + TestBox.CODE;

    /** By a property: the class that made it is another one, of another class loader. */
    private final String password = System.getProperty("padlock.test.password");

    FakeServer server;

    @Inject
    Keeper keeper;

    @BeforeEach
    void the_box_has_looked() {
        Deadline.until("the box looked", () -> !get("/status").path("code").equals("STARTING"));
    }

    @Test
    @Order(1)
    void who_does_not_have_the_password_changes_nothing() {
        for (Map<String, String> form : List.of(
                Map.of("token", TOKEN),
                Map.of("token", TOKEN, "password", ""),
                Map.of("token", TOKEN, "password", "guess"))) {
            Response answer = form().formParams(form).post("/settings/connect");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.asString()).contains("not the box&#39;s password").doesNotContain("SECRET", TestBox.CODE);
        }
        assertThat(get("/status").<String>path("code")).isEqualTo("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @Order(2)
    void a_form_that_comes_from_another_page_is_not_looked_at() {
        for (Map<String, String> headers : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://evil.example.com"),
                Map.of("Origin", "rubbish\\"))) {
            assertThat(form().headers(headers)
                            .formParams("token", TOKEN, "password", password)
                            .post("/settings/connect")
                            .statusCode())
                    .as(headers.toString())
                    .isEqualTo(403);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @Order(3)
    void a_form_without_an_end_is_cut_off() {
        assertThat(form().formParams("token", "a".repeat(20_000), "password", password)
                        .post("/settings/connect")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    @Order(4)
    void what_is_no_token_is_told_and_not_repeated() {
        Response answer = form().formParams("token", "https://db.example.com|SECRET", "password", password)
                .post("/settings/connect");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("4 parts between bars").doesNotContain("SECRET");
    }

    @Test
    @Order(5)
    void by_a_token_the_box_is_connected_and_has_its_certificate_a_moment_later() {
        Response answer = form().formParams("token", TOKEN, "password", password.toUpperCase(Locale.ROOT))
                .post("/settings/connect?lang=fr");

        assertThat(answer.statusCode()).isEqualTo(303);
        String next = answer.header("Location");
        assertThat(next).startsWith("/settings?").doesNotContain("SECRET");
        Deadline.until("the certificate", () -> keeper.state().status().ok());
        assertThat(get(next).asString())
                .contains("la box demande un certificat")
                .contains("saisis sur cette page")
                .doesNotContain("SECRET", TestBox.CODE, TestBox.UUID);
    }

    @Test
    @Order(6)
    void the_page_shows_that_credentials_are_set_and_none_of_them() {
        assertThat(get("/settings").asString())
                .contains("entered on this page")
                .doesNotContain(TestBox.CODE, TestBox.UUID, "SECRET", password);
        get("/settings")
                .then()
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", containsString("form-action 'self'"));
        assertThat(get("/settings").header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    @Order(7)
    void a_renewal_that_somebody_wants_gives_another_certificate_and_is_told_as_it_goes() throws Exception {
        String before = keeper.state().pair().orElseThrow().serial();
        try (BufferedReader events = events()) {
            assertThat(events.readLine()).isEqualTo("event: hello");

            assertThat(form().formParams("password", password)
                            .post("/settings/renew")
                            .statusCode())
                    .isEqualTo(303);

            StringBuilder told = new StringBuilder();
            while (!told.toString().contains("data: DONE")) {
                told.append(events.readLine()).append('\n');
            }
            assertThat(told.toString())
                    .containsSubsequence("LOOKING", "ASKING", "CHECKING", "SERVING", "DONE")
                    .doesNotContain(TestBox.CODE);
        }
        assertThat(keeper.state().pair().orElseThrow().serial()).isNotEqualTo(before);
    }

    @Test
    @Order(8)
    void the_log_is_for_who_has_the_password_and_holds_no_secret() {
        form().formParams("detail", "DEBUG", "password", password)
                .post("/settings/log-level")
                .then()
                .statusCode(303);
        assertThat(get("/settings").asString()).contains("value=\"DEBUG\" selected");

        Response log = form().formParams("password", password).post("/settings/log");

        assertThat(log.statusCode()).isEqualTo(200);
        assertThat(log.header("Content-Disposition")).contains("box.log");
        assertThat(log.asString())
                .contains("Installed certificate")
                .doesNotContain(TestBox.CODE, "SECRET", password, "PRIVATE KEY");
        assertThat(form().formParams("password", "guess").post("/settings/log").statusCode())
                .isEqualTo(403);
        form().formParams("detail", "INFO", "password", password).post("/settings/log-level");
    }

    @Test
    @Order(9)
    void what_was_entered_can_be_forgotten_and_the_certificate_stays() {
        form().formParams("password", password).post("/settings/forget").then().statusCode(303);

        assertThat(get("/settings").asString()).contains("nowhere yet");
        assertThat(keeper.state().pair()).isPresent();
    }

    @Test
    @Order(10)
    void both_values_do_as_well_as_a_token() {
        form().formParams("uuid", TestBox.UUID, "code", "two words", "password", password)
                .post("/settings/credentials")
                .then()
                .statusCode(400);

        form().formParams("uuid", TestBox.UUID, "code", TestBox.CODE, "password", password)
                .post("/settings/credentials")
                .then()
                .statusCode(303);

        assertThat(get("/settings").asString()).contains("entered on this page");
    }

    @Test
    @Order(11)
    void guessing_is_slow() {
        for (int i = 0; i < 5; i++) {
            form().formParams("password", "guess" + i).post("/settings/renew");
        }

        assertThat(form().formParams("password", password)
                        .post("/settings/renew")
                        .statusCode())
                .isEqualTo(429);
    }

    private static RequestSpecification form() {
        return given().redirects().follow(false).contentType("application/x-www-form-urlencoded");
    }

    private static BufferedReader events() throws IOException {
        URI address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/events");
        return new BufferedReader(new InputStreamReader(address.toURL().openStream(), StandardCharsets.UTF_8));
    }

    public static class Unconnected extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.granting(issuer);
        }

        @Override
        protected void change(Map<String, String> settings) {
            settings.remove("padlock.box.database-uuid");
            settings.remove("padlock.box.enterprise-code");
            settings.put("padlock.box.report.by", "NOBODY");
            try {
                System.setProperty(
                        "padlock.test.password",
                        new BoxPassword(Path.of(settings.get("padlock.box.data"))).makeAnother());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
