package io.padlock.box.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.Identity.NoCredential;
import io.padlock.box.identity.Identity.NoServer;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final Optional<String> SERVER = Optional.of("https://padlock.example.com");
    private static final Optional<String> UUID = Optional.of("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11");
    private static final Optional<String> CODE = Optional.of("M230701-THE-CODE");
    private static final Optional<String> NOT_SET = Optional.empty();

    @Test
    void server_uuid_and_code_make_a_connected_box() {
        Identity identity = identity(SERVER, UUID, CODE);

        assertThat(identity).isInstanceOfSatisfying(Connected.class, connected -> {
            assertThat(connected.server()).hasToString("https://padlock.example.com");
            assertThat(connected.databaseUuid()).isEqualTo(UUID.get());
            assertThat(connected.enterpriseCode().reveal()).isEqualTo("M230701-THE-CODE");
        });
    }

    @Test
    void without_a_server_nothing_else_matters() {
        assertThat(identity(NOT_SET, UUID, CODE)).isEqualTo(new NoServer(Phrase.of("server.not-set")));
        assertThat(identity(NOT_SET, NOT_SET, NOT_SET)).isEqualTo(new NoServer(Phrase.of("server.not-set")));
    }

    @Test
    void a_server_that_must_not_be_asked_is_none_and_the_explanation_says_why() {
        assertThat(identity(Optional.of("http://padlock.example.com"), UUID, CODE))
                .isInstanceOfSatisfying(
                        NoServer.class,
                        none -> assertThat(none.explanation().toString()).contains("must begin with https://"));
    }

    @Test
    void what_is_missing_is_named() {
        assertThat(identity(SERVER, NOT_SET, CODE)).isEqualTo(new NoCredential(List.of(Phrase.of("database-uuid"))));
        assertThat(identity(SERVER, UUID, NOT_SET)).isEqualTo(new NoCredential(List.of(Phrase.of("contract-code"))));
        assertThat(identity(SERVER, NOT_SET, NOT_SET))
                .isEqualTo(new NoCredential(List.of(Phrase.of("database-uuid"), Phrase.of("contract-code"))));
    }

    @Test
    void the_contract_code_is_not_told_by_any_text_made_of_it() {
        Identity identity = identity(SERVER, UUID, CODE);

        assertThat(new Secret("M230701-THE-CODE").toString()).isEqualTo("(secret)");
        assertThat(identity.toString()).contains("(secret)").doesNotContain("THE-CODE");
        assertThat("box " + identity).doesNotContain("THE-CODE");
    }

    @Test
    void blanks_around_a_value_are_dropped_and_blanks_alone_are_no_value() {
        assertThat(identity(SERVER, Optional.of(" "), Optional.of("\t")))
                .isEqualTo(new NoCredential(List.of(Phrase.of("database-uuid"), Phrase.of("contract-code"))));
        assertThat(identity(SERVER, UUID, Optional.of(" M230701-THE-CODE\n")))
                .isInstanceOfSatisfying(
                        Connected.class,
                        connected ->
                                assertThat(connected.enterpriseCode().reveal()).isEqualTo("M230701-THE-CODE"));
    }

    @Test
    void a_password_in_the_servers_address_is_not_told() {
        for (String address :
                List.of("https://admin:hunter2@padlock.example.com", "admin:hunter2@padlock.example.com")) {
            assertThat(identity(Optional.of(address), UUID, CODE))
                    .isInstanceOfSatisfying(
                            NoServer.class,
                            none -> assertThat(none.explanation().toString())
                                    .doesNotContain("hunter2")
                                    .contains("padlock.example.com"));
        }
    }

    private static Identity identity(Optional<String> server, Optional<String> uuid, Optional<String> code) {
        return Identity.of(server, Connection.of(NOT_SET, NOT_SET, uuid, code, Connection.Origin.SETTINGS));
    }
}
