package io.padlock.box.homepage;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = BoxWithoutServerTest.NoServer.class, restrictToAnnotatedClass = true)
class BoxWithoutServerTest {

    FakeServer server;

    @Test
    void it_says_what_is_missing_and_how_to_set_it_and_asks_nobody() {
        Deadline.until("the box looked", () -> !get("/status").path("code").equals("STARTING"));

        assertThat(get("/status").<String>path("code")).isEqualTo("ERR_IOT_HTTPS_CHECK_NO_SERVER");
        assertThat(get("/").asString())
                .contains("ERR_<wbr>IOT_<wbr>HTTPS_<wbr>CHECK_<wbr>NO_<wbr>SERVER")
                .contains("No server is set.")
                .contains("padlock.box.server")
                .doesNotContain(TestBox.CODE);
        assertThat(server.asked()).isEmpty();
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/q/health").<String>path("checks[0].data.code")).isEqualTo("ERR_IOT_HTTPS_CHECK_NO_SERVER");
        assertThat(get("/q/metrics").asString())
                .contains("padlock_box_status{code=\"ERR_IOT_HTTPS_CHECK_NO_SERVER\"} 1\n")
                .doesNotContain("not_after");
        assertThat(get("/diagnosis").<java.util.List<String>>path("findings.findAll { it.verdict == 'bad' }.subject"))
                .containsExactly("CONNECTION", "CERTIFICATE");
    }

    public static class NoServer extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.granting(issuer);
        }

        @Override
        protected void change(Map<String, String> settings) {
            settings.remove("padlock.box.server");
        }
    }
}
