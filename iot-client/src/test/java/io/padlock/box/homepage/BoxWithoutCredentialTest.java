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
@QuarkusTestResource(value = BoxWithoutCredentialTest.NoCredential.class, restrictToAnnotatedClass = true)
class BoxWithoutCredentialTest {

    FakeServer server;

    @Test
    void it_names_what_is_missing_and_asks_nobody() {
        Deadline.until("the box looked", () -> !get("/status").path("code").equals("STARTING"));

        assertThat(get("/status").<String>path("code")).isEqualTo("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
        assertThat(get("/").asString())
                .contains("ERR_<wbr>IOT_<wbr>HTTPS_<wbr>LOAD_<wbr>NO_<wbr>CREDENTIAL")
                .contains("database UUID and contract code")
                .contains("padlock.box.enterprise-code");
        assertThat(server.asked()).isEmpty();
    }

    public static class NoCredential extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.granting(issuer);
        }

        @Override
        protected void change(Map<String, String> settings) {
            settings.remove("padlock.box.database-uuid");
            settings.put("padlock.box.enterprise-code", "");
        }
    }
}
