package io.padlock.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    @ConfigMapping(prefix = "padlock")
    interface Root {
        String data();
    }

    @ConfigMapping(prefix = "padlock.issuance")
    interface Issuance {
        String validity();

        Optional<List<String>> exemptFrom();
    }

    private final KnownSettings settings = new KnownSettings(List.of(Root.class, Issuance.class));

    @Test
    void are_those_of_the_mappings() {
        assertThat(settings.names())
                .containsExactly("padlock.data", "padlock.issuance.exempt-from", "padlock.issuance.validity");
    }

    @Test
    void what_is_misspelt_is_named_with_what_was_meant() {
        assertThat(ofProperties("padlock.isuance.validity"))
                .containsExactly("padlock.isuance.validity is not a setting of the server; did you mean"
                        + " padlock.issuance.validity?");
    }

    @Test
    void all_that_is_misspelt_is_named() {
        assertThat(settings.complaints(
                        Stream.of("padlock.dat", "padlock.data", "padlock.issuance.validty"),
                        Stream.of("PADLOCK_DATTA", "PADLOCK_DATA", "PATH")))
                .hasSize(3)
                .allMatch(complaint -> complaint.contains("did you mean "));
    }

    @Test
    void an_environment_variable_is_answered_in_its_own_spelling() {
        assertThat(ofEnvironment("PADLOCK_ISUANCE_VALIDITY"))
                .containsExactly("PADLOCK_ISUANCE_VALIDITY is not a setting of the server; did you mean"
                        + " PADLOCK_ISSUANCE_VALIDITY?");
    }

    @Test
    void those_that_exist_pass_also_with_a_profile_an_index_or_as_a_variable() {
        assertThat(ofProperties("padlock.data", "%prod.padlock.data", "padlock.issuance.exempt-from[1]"))
                .isEmpty();
        assertThat(ofEnvironment("PADLOCK_ISSUANCE_EXEMPT_FROM", "PADLOCK_ISSUANCE_EXEMPT_FROM_0_"))
                .isEmpty();
    }

    @Test
    void the_boxes_and_everybody_elses_are_left_alone() {
        assertThat(ofProperties("padlock.box.server", "quarkus.http.prt", "padlocks", "user.home"))
                .isEmpty();
        assertThat(ofEnvironment("PADLOCK_BOX_SERVER", "QUARKUS_HTTP_PRT")).isEmpty();
    }

    @Test
    void what_kubernetes_tells_of_a_service_of_that_name_is_no_setting() {
        assertThat(ofEnvironment(
                        "PADLOCK_SERVER_SERVICE_HOST",
                        "PADLOCK_SERVER_SERVICE_PORT",
                        "PADLOCK_SERVER_SERVICE_PORT_HTTP",
                        "PADLOCK_SERVER_PORT",
                        "PADLOCK_SERVER_PORT_8080_TCP",
                        "PADLOCK_SERVER_PORT_8080_TCP_ADDR"))
                .isEmpty();
    }

    @Test
    void the_distance_counts_letters_added_removed_and_changed() {
        assertThat(KnownSettings.distance("isuance", "issuance")).isEqualTo(1);
        assertThat(KnownSettings.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(KnownSettings.distance("", "abc")).isEqualTo(3);
    }

    private List<String> ofProperties(String... names) {
        return settings.complaints(Stream.of(names), Stream.empty());
    }

    private List<String> ofEnvironment(String... names) {
        return settings.complaints(Stream.empty(), Stream.of(names));
    }
}
