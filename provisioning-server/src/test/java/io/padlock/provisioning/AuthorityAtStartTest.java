package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.AuthorityConfig;
import io.padlock.provisioning.issuance.AuthorityRefused;
import io.padlock.provisioning.issuance.IssuanceConfig;
import io.padlock.provisioning.issuance.NewAuthority;
import io.padlock.provisioning.naming.ParentDomain;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityAtStartTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path data;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void settings() {
        settings.put("padlock.data", data.toString());
        // Quarkus reads 90d as well; a plain SmallRye Config does not.
        settings.put("padlock.issuance.validity", "P90D");
    }

    @Test
    void for_a_trial_one_is_made_and_known_as_such() {
        assertThat(start(false).isTest()).isTrue();
        assertThat(data.resolve("ca/root.crt")).exists();
    }

    @Test
    void where_none_is_to_be_made_the_sentence_says_how_to_make_one() {
        settings.put("padlock.authority.make-test", "false");

        assertThatThrownBy(() -> start(true))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("padlock-authority init --folder " + data.resolve("ca"));
        assertThat(data.resolve("ca")).doesNotExist();
    }

    @Test
    void an_empty_folder_is_no_authority_either() throws IOException {
        Files.createDirectory(data.resolve("ca"));
        settings.put("padlock.authority.make-test", "false");
        assertThatThrownBy(() -> start(true))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("There is no authority in " + data.resolve("ca") + " (no root.crt)");

        settings.put("padlock.authority.make-test", "true");
        assertThat(start(false).isTest()).isTrue();
    }

    @Test
    void production_refuses_one_that_a_server_made() {
        start(false);
        settings.put("padlock.authority.make-test", "false");

        assertThat(start(false)).isNotNull();
        assertThatThrownBy(() -> start(true))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("made by a server for trials");
    }

    @Test
    void production_takes_one_that_somebody_made() {
        Path folder = data.resolve("given");
        new NewAuthority(
                        folder,
                        "Acme",
                        "odoo-iot.com",
                        data.resolve("drawer/root.key"),
                        Optional.empty(),
                        Optional.empty())
                .make(NOW);
        settings.put("padlock.authority.folder", folder.toString());
        settings.put("padlock.authority.make-test", "false");

        assertThat(start(true).issuerName()).startsWith("CN=Acme Issuing");
    }

    @Test
    void one_for_another_domain_is_refused_before_the_first_box_comes() {
        start(false);

        assertThatThrownBy(() -> start(false, "example.org"))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("set padlock.naming.parent-domain");
    }

    @Test
    void an_address_that_can_stand_in_no_certificate_is_refused() {
        settings.put("padlock.public-address", "iot.example.com");

        assertThatThrownBy(() -> start(false))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("padlock.public-address is \"iot.example.com\"")
                .hasMessageContaining("such as http://iot.example.com");
    }

    private Authority start(boolean production) {
        return start(production, "odoo-iot.com");
    }

    private Authority start(boolean production, String domain) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(PadlockConfig.class)
                .withMapping(AuthorityConfig.class)
                .withMapping(IssuanceConfig.class)
                .withMappingIgnore("padlock.**")
                .withDefaultValue("user.home", data.toString())
                .withDefaultValues(settings)
                .build();
        return new AuthorityAtStart(
                        config.getConfigMapping(PadlockConfig.class),
                        config.getConfigMapping(AuthorityConfig.class),
                        config.getConfigMapping(IssuanceConfig.class),
                        new ParentDomain(domain),
                        production)
                .open(NOW);
    }
}
