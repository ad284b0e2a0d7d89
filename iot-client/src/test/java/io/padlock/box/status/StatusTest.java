package io.padlock.box.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.status.Status.CertDamaged;
import io.padlock.box.status.Status.CertNotServed;
import io.padlock.box.status.Status.CertNotStored;
import io.padlock.box.status.Status.CheckCertReadException;
import io.padlock.box.status.Status.CheckNoServer;
import io.padlock.box.status.Status.ClockWrong;
import io.padlock.box.status.Status.Expired;
import io.padlock.box.status.Status.Expiring;
import io.padlock.box.status.Status.Explained;
import io.padlock.box.status.Status.LoadNoCredential;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.status.Status.LoadRequestNoResult;
import io.padlock.box.status.Status.LoadRequestStatus;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.status.Status.Starting;
import io.padlock.box.words.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTest {

    private static final String SERVER = "https://padlock.example.com";
    private static final Instant END = Instant.parse("2027-02-19T08:00:00Z");
    private static final Status REFUSED = new LoadRequestException(SERVER, Phrase.of("trouble.refused"));

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
                        "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT",
                        "ERR_IOT_HTTPS_CERT_EXPIRING",
                        "ERR_IOT_HTTPS_CERT_EXPIRED",
                        "ERR_IOT_HTTPS_CLOCK_WRONG",
                        "ERR_IOT_HTTPS_CERT_DAMAGED",
                        "ERR_IOT_HTTPS_CERT_NOT_STORED",
                        "ERR_IOT_HTTPS_CERT_NOT_SERVED");
        assertThat(new Ok().code()).isEqualTo("OK");
    }

    @Test
    void no_kind_of_status_is_left_out_here() {
        assertThat(Stream.concat(Stream.of(new Ok()), allButOk())
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(kindsOf(Status.class).toList());
    }

    private static Stream<Class<?>> kindsOf(Class<?> status) {
        return status.isRecord()
                ? Stream.of(status)
                : Stream.of(status.getPermittedSubclasses()).flatMap(StatusTest::kindsOf);
    }

    @ParameterizedTest
    @MethodSource("allButOk")
    void whatever_is_not_ok_says_its_cause_and_its_remedy_in_sentences(Status status) {
        assertThat(status.ok()).isFalse();
        assertThat(status.cause().toString()).matches("(?s)[A-Z].*\\.");
        assertThat(status.remedy().orElseThrow().toString()).matches("(?s)[A-Z].*\\.");
    }

    @Test
    void ok_leaves_nothing_to_do() {
        assertThat(new Ok().ok()).isTrue();
        assertThat(new Ok().cause().toString()).isNotEmpty();
        assertThat(new Ok().remedy()).isEmpty();
    }

    @Test
    void what_is_missing_stands_in_the_cause() {
        assertThat(new LoadNoCredential(List.of(Phrase.of("database-uuid"), Phrase.of("contract-code"))).cause())
                .hasToString("The contract and/or database UUID is missing: database UUID and contract code.");
    }

    @Test
    void the_server_that_was_asked_stands_in_the_cause() {
        assertThat(new LoadRequestException(SERVER, Phrase.of("trouble.name-not-found")).cause())
                .hasToString("An unexpected error occurred while the box tried to reach " + SERVER
                        + ": its name was not found.");
        assertThat(new LoadRequestStatus(SERVER, 502, List.of(), "").cause().toString())
                .contains(SERVER)
                .contains("502");
        assertThat(new LoadRequestNoResult(SERVER, List.of(), "").cause().toString())
                .contains(SERVER);
    }

    @Test
    void a_refusal_without_reasons_names_what_a_database_needs() {
        assertThat(new LoadRequestNoResult(SERVER, List.of(), "")
                        .remedy()
                        .orElseThrow()
                        .toString())
                .contains("production")
                .contains("In Progress")
                .contains("IoT Box");
    }

    private static Stream<Status> allButOk() {
        return Stream.of(
                new Starting(),
                new CheckNoServer(Phrase.of("server.not-set")),
                new CheckCertReadException(Phrase.of("pair.unreadable", "/data/current", "denied"), REFUSED),
                new LoadNoCredential(List.of(Phrase.of("contract-code"))),
                new LoadRequestException(SERVER, Phrase.of("trouble.refused")),
                new LoadRequestStatus(SERVER, 404, List.of(), ""),
                new LoadRequestNoResult(SERVER, List.of(), ""),
                new LoadRequestNoResult(
                        SERVER,
                        List.of(new Explained(
                                "SUBSCRIPTION_NOT_IN_PROGRESS", "Its subscription is Paused.", "Resume it.")),
                        "4hnc-0zjw-r8ye"),
                new Expiring(END, REFUSED),
                new Expired(END, REFUSED),
                new ClockWrong(END, Phrase.of("clock.before-software")),
                new CertDamaged(Phrase.of("pair.mismatch", "/data/current"), REFUSED),
                new CertNotStored(Phrase.verbatim("No space left on device.")),
                new CertNotServed(Phrase.of("serving.other-certificate")));
    }
}
