package io.padlock.box.homepage;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.Socket;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RefusedBoxTest.Refusing.class, restrictToAnnotatedClass = true)
class RefusedBoxTest {

    FakeServer server;

    @ConfigProperty(name = "padlock.box.https.port")
    int httpsPort;

    @BeforeEach
    void the_first_attempt_has_ended() {
        Deadline.until("the box was refused", () -> !get("/status").path("code").equals("STARTING"));
    }

    @Test
    void programs_read_every_reason_with_its_remedy() {
        get("/status")
                .then()
                .statusCode(200)
                .body("code", equalTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"))
                .body("reasons.explanation", contains("Its subscription is Paused.", "Not <b>yours</b> & \"ours\"."))
                .body("reasons.remedy", contains("Ask your Odoo partner.", "<script>alert(1)</script>"))
                .body("reference", equalTo("4hnc-0zjw-r8ye"))
                .body("name", nullValue())
                .body("certificate", nullValue());
    }

    @Test
    void people_read_them_too_and_what_the_server_wrote_stays_text() {
        assertThat(get("/").asString())
                .contains("ERR_<wbr>IOT_<wbr>HTTPS_<wbr>LOAD_<wbr>REQUEST_<wbr>NO_<wbr>RESULT")
                .contains("Its subscription is Paused.", "Ask your Odoo partner.", "4hnc-0zjw-r8ye")
                .contains("Not &lt;b&gt;yours&lt;/b&gt; &amp; ")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>")
                .doesNotContain("<b>");
    }

    @Test
    void a_page_that_is_opened_again_at_once_does_not_ask_again() {
        get("/").then().statusCode(200);
        int asked = server.asked().size();

        get("/").then().statusCode(200);

        assertThat(server.asked()).hasSize(asked);
    }

    @Test
    void the_contract_code_stands_on_no_page() {
        assertThat(get("/").asString() + get("/status").asString()).doesNotContain(TestBox.CODE);
    }

    @Test
    void https_is_not_opened_without_a_certificate() {
        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), httpsPort).close());
    }

    public static class Refusing extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.problem(
                    403,
                    false,
                    "Its subscription is Paused.",
                    "Ask your Odoo partner.",
                    "Not <b>yours</b> & \"ours\".",
                    "<script>alert(1)</script>");
        }
    }
}
