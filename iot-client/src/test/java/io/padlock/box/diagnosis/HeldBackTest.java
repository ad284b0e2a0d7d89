package io.padlock.box.diagnosis;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A box whose server said, with a {@code Retry-After}, when to come back. */
@QuarkusTest
@QuarkusTestResource(value = HeldBackTest.Overloaded.class, restrictToAnnotatedClass = true)
class HeldBackTest {

    FakeServer server;

    @Inject
    Keeper keeper;

    @Test
    void a_server_that_said_when_to_come_back_is_asked_nothing_by_a_diagnosis() {
        Deadline.until("the box asked, and was told", keeper::isHeldBack);
        int asked = server.asked().size();

        JsonPath found = get("/diagnosis").jsonPath();

        assertThat(found.<String>get("findings.find { it.subject == 'ANSWER' }.verdict"))
                .isEqualTo("not-looked-at");
        assertThat(found.<String>get("findings.find { it.subject == 'ANSWER' }.evidence"))
                .contains("said when to come back");
        assertThat(found.<String>get("findings.find { it.subject == 'CLOCK' }.verdict"))
                .isEqualTo("not-looked-at");
        assertThat(found.<Object>get("findings.find { it.subject == 'ELIGIBILITY' }"))
                .isNull();
        assertThat(server.asked()).hasSize(asked);
    }

    public static class Overloaded extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.problem(503, true, "Too many ask.", "Wait.");
        }
    }
}
