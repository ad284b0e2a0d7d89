package io.padlock.box.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.status.Status.CheckCertReadException;
import io.padlock.box.status.Status.CheckNoServer;
import io.padlock.box.status.Status.Explained;
import io.padlock.box.status.Status.LoadNoCredential;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.status.Status.LoadRequestNoResult;
import io.padlock.box.status.Status.LoadRequestStatus;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.status.Status.Starting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTest {

    private static final String SERVER = "https://padlock.example.com";

    /** Odoo's documentation has these codes; people copy them into search engines and tickets. */
    @Test
    void the_codes_are_those_that_people_know_to_the_letter() {
        assertThat(allButOk().map(Status::code))
                .containsExactly(
                        "STARTING",
                        "ERR_IOT_HTTPS_CHECK_NO_SERVER",
                        "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION",
                        "ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 404",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
        assertThat(new Ok().code()).isEqualTo("OK");
    }

    @Test
    void no_kind_of_status_is_left_out_here() {
        assertThat(Stream.concat(Stream.of(new Ok()), allButOk())
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrder(Status.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("allButOk")
    void whatever_is_not_ok_says_its_cause_and_its_remedy_in_sentences(Status status) {
        assertThat(status.ok()).isFalse();
        assertThat(status.cause()).matches("(?s)[A-Z].*\\.");
        assertThat(status.remedy()).matches("(?s)[A-Z].*\\.");
    }

    @Test
    void ok_leaves_nothing_to_do() {
        assertThat(new Ok().ok()).isTrue();
        assertThat(new Ok().cause()).isNotEmpty();
        assertThat(new Ok().remedy()).isEmpty();
    }

    @Test
    void what_is_missing_stands_in_the_cause() {
        assertThat(new LoadNoCredential(List.of("database UUID", "contract code")).cause())
                .isEqualTo("The contract and/or database UUID is missing: database UUID and contract code.");
    }

    @Test
    void the_server_that_was_asked_stands_in_the_cause() {
        assertThat(new LoadRequestException(SERVER, "its name was not found.").cause())
                .isEqualTo("An unexpected error occurred while the box tried to reach " + SERVER
                        + ": its name was not found.");
        assertThat(new LoadRequestStatus(SERVER, 502, List.of(), "").cause())
                .contains(SERVER)
                .contains("502");
        assertThat(new LoadRequestNoResult(SERVER, List.of(), "").cause()).contains(SERVER);
    }

    @Test
    void a_refusal_without_reasons_names_what_a_database_needs() {
        assertThat(new LoadRequestNoResult(SERVER, List.of(), "").remedy())
                .contains("production")
                .contains("In Progress")
                .contains("IoT Box");
    }

    private static Stream<Status> allButOk() {
        return Stream.of(
                new Starting(),
                new CheckNoServer("No server is set."),
                new CheckCertReadException("The certificate in /data/current is damaged."),
                new LoadNoCredential(List.of("contract code")),
                new LoadRequestException(SERVER, "the connection was refused."),
                new LoadRequestStatus(SERVER, 404, List.of(), ""),
                new LoadRequestNoResult(SERVER, List.of(), ""),
                new LoadRequestNoResult(
                        SERVER, List.of(new Explained("Its subscription is Paused.", "Resume it.")), "4hnc-0zjw-r8ye"));
    }
}
