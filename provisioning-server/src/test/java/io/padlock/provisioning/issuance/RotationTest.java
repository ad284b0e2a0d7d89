package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final List<String> NAMES = List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");
    private static final int STEPS = 6;

    @TempDir
    Path data;

    private Path ca;

    @BeforeEach
    void anAuthority() {
        ca = data.resolve("ca");
        TestAuthority.createIfMissing(ca, "odoo-iot.com", NOW);
    }

    @Test
    void the_new_issuer_signs_and_the_old_one_still_signs_its_lists() {
        Issuer old = open().issuers().get(0);

        rotation().run(NOW);

        List<Issuer> issuers = open().issuers();
        assertThat(issuers).hasSize(2);
        assertThat(issuers.get(0).name()).matches(".* 2-[0-9a-f]{6}").isNotEqualTo(old.name());
        assertThat(issuers.get(1).id()).isEqualTo(old.id());
        assertThat(issuers.get(1).revocationList(BigInteger.ONE, NOW, NOW.plus(Duration.ofDays(7)), List.of()))
                .isNotEmpty();
    }

    @Test
    void a_third_issuer_keeps_both_that_were_before() {
        rotation().run(NOW);
        rotation().run(NOW);

        assertThat(open().issuers()).hasSize(3);
        assertThat(open().issuerName()).matches("CN=Padlock TEST Issuing [0-9a-f]{6} 3-[0-9a-f]{6}");
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void cut_off_after_any_step_the_authority_opens_issues_and_can_be_rotated(int taken) throws IOException {
        Issuer old = open().issuers().get(0);
        List<Rotation.Step> steps = rotation().steps(NOW);
        assertThat(steps).hasSize(STEPS);

        for (Rotation.Step step : steps.subList(0, taken)) {
            step.take();
        }

        Authority cutOff = open();
        boolean swapped = taken >= 5;
        assertThat(cutOff.issuers()).hasSize(swapped ? 2 : 1);
        assertThat(cutOff.issuers()).extracting(Issuer::id).contains(old.id());
        assertThat(cutOff.issue(NAMES, FreshKey.p256().getPublic(), NOW)).isNotNull();

        rotation().run(NOW);
        assertThat(open().issuers()).hasSize(swapped ? 3 : 2);
        assertThat(ca.resolve("issuing.key.next")).doesNotExist();
    }

    @Test
    void two_copies_that_are_rotated_apart_get_two_names() {
        Path copy = data.resolve("copy");
        Tool.run(data, "cp", "-r", ca.toString(), copy.toString());

        rotation().run(NOW);
        new Rotation(copy, ca.resolve("offline/root.key"), Optional.empty(), Optional.empty()).run(NOW);

        assertThat(AuthorityDescription.of(copy, NOW).certificates().get(1).name())
                .isNotEqualTo(open().issuerName());
    }

    @Test
    void a_long_name_is_cut_rather_than_made_longer_than_a_name_may_be() {
        Path longest = data.resolve("longest");
        new NewAuthority(
                        longest,
                        "a".repeat(40),
                        "odoo-iot.com",
                        longest.resolve("offline/root.key"),
                        Optional.empty(),
                        Optional.empty())
                .make(NOW);

        for (int rotations = 0; rotations < 10; rotations++) {
            new Rotation(longest, longest.resolve("offline/root.key"), Optional.empty(), Optional.empty()).run(NOW);
        }

        String name =
                AuthorityDescription.of(longest, NOW).certificates().get(1).name();
        assertThat(name).hasSizeLessThanOrEqualTo("CN=".length() + 64).contains(" 11-");
    }

    @Test
    void what_takes_a_files_place_is_for_whom_that_was() throws IOException {
        Files.setPosixFilePermissions(ca.resolve("issuing.key"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(ca.resolve("issuing.crt"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(ca, PosixFilePermissions.fromString("rwxr-x---"));
        FileAccess ofTheKey = FileAccess.of(ca.resolve("issuing.key"));
        FileAccess ofTheFolder = FileAccess.of(ca);
        String id = open().issuers().get(0).id();

        rotation().run(NOW);

        assertThat(FileAccess.of(ca.resolve("issuing.key"))).isEqualTo(ofTheKey);
        assertThat(FileAccess.of(ca.resolve("retired/" + id + ".key"))).isEqualTo(ofTheKey);
        assertThat(FileAccess.of(ca.resolve("retired"))).isEqualTo(ofTheFolder);
        assertThat(Files.getPosixFilePermissions(ca.resolve("issuing.crt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void another_authoritys_root_key_is_refused_and_nothing_changes() throws IOException {
        Path other = data.resolve("other");
        TestAuthority.createIfMissing(other, "odoo-iot.com", NOW);
        String before = Files.readString(ca.resolve("issuing.crt"));

        Rotation rotation = new Rotation(ca, other.resolve("offline/root.key"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> rotation.run(NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("is not the key of");
        assertThat(ca.resolve("issuing.crt")).hasContent(before);
        assertThat(ca.resolve("retired")).doesNotExist();
    }

    @Test
    void an_issuer_ends_with_its_root_at_the_latest() {
        Instant nineYearsOn = NOW.plus(Duration.ofDays(9 * 365));

        rotation().run(nineYearsOn);

        AuthorityDescription there = AuthorityDescription.of(ca, nineYearsOn);
        assertThat(there.certificates().get(1).notAfter())
                .isEqualTo(there.root().notAfter());
    }

    @Test
    void a_root_that_ended_signs_no_more() {
        assertThatThrownBy(() -> rotation().run(NOW.plus(Duration.ofDays(3651))))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("The root ended on");
    }

    @Test
    void all_keys_are_for_their_owner_only() throws IOException {
        rotation().run(NOW);

        try (var files = Files.walk(ca)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(6)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private Rotation rotation() {
        return new Rotation(ca, ca.resolve("offline/root.key"), Optional.empty(), Optional.empty());
    }

    private Authority open() {
        return Authority.open(
                ca, Optional.empty(), Duration.ofDays(90), new PublicAddress("https://iot.example.com"), NOW);
    }
}
