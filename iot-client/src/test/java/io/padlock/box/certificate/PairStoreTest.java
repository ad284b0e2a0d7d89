package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);

    @TempDir
    Path somewhere;

    private Path folder;
    private PairStore store;

    @BeforeEach
    void a_folder_that_is_not_there_yet() {
        folder = somewhere.resolve("box/data");
        store = new PairStore(folder);
    }

    @Test
    void a_new_box_has_no_pair() throws Exception {
        assertThat(store.current()).isEmpty();
    }

    @Test
    void the_pair_that_was_installed_is_the_pair_that_is_read() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);

        Pairs.install(store, pair);

        assertThat(new PairStore(folder).current()).hasValueSatisfying(read -> {
            assertThat(read.keyPem()).isEqualTo(pair.keyPem());
            assertThat(read.chainPem()).isEqualTo(pair.chainPem());
            assertThat(read.renewAt()).isEqualTo(pair.renewAt());
        });
    }

    @Test
    void every_file_is_for_its_owner_only() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        store.pendingKey();
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        store.pendingKey();

        assertThat(everythingIn(folder))
                .hasSizeGreaterThan(8)
                .allSatisfy(path -> assertThat(permissions(path))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    @Test
    void what_is_written_without_the_last_step_is_no_pair() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.delete(folder.resolve("current"));

        assertThat(store.current()).isEmpty();
    }

    @Test
    void rubbish_of_an_installation_that_was_cut_off_disturbs_nobody_and_is_cleared_away() throws Exception {
        CertificatePair first = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, first);
        Files.createDirectories(folder.resolve("pairs/abc-cut-off"));
        Files.writeString(folder.resolve("pairs/abc-cut-off/key.pem"), "-----BEGIN PRIV");
        Files.createSymbolicLink(folder.resolve("current.unfinished"), Path.of("pairs/abc-cut-off"));
        Files.writeString(folder.resolve("key.pending.unfinished"), "-----BEGIN PRIV");

        assertThat(serial()).isEqualTo(first.serial());
        CertificatePair second = Pairs.of(store.pendingKey(), ISSUER, NOW);
        Pairs.install(store, second);

        assertThat(serial()).isEqualTo(second.serial());
        assertThat(everythingIn(folder))
                .noneMatch(path -> path.toString().contains("unfinished"))
                .noneMatch(path -> path.toString().contains("cut-off"));
    }

    @Test
    void the_pair_before_is_kept_and_older_ones_are_forgotten() throws Exception {
        List<CertificatePair> pairs =
                Stream.generate(() -> Pairs.fresh(ISSUER, NOW)).limit(4).toList();
        for (CertificatePair pair : pairs) {
            Pairs.install(store, pair);
        }

        assertThat(serial()).isEqualTo(pairs.get(3).serial());
        assertThat(pairFolders())
                .hasSize(2)
                .anyMatch(name -> name.startsWith(pairs.get(3).serial()))
                .anyMatch(name -> name.startsWith(pairs.get(2).serial()));
    }

    @Test
    void a_person_can_go_back_to_the_pair_before_by_the_link() throws Exception {
        CertificatePair first = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, first);
        Path kept = Files.readSymbolicLink(folder.resolve("current"));
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));

        Files.delete(folder.resolve("current"));
        Files.createSymbolicLink(folder.resolve("current"), kept);

        assertThat(serial()).isEqualTo(first.serial());
    }

    @Test
    void the_folder_may_be_moved() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, pair);

        Path moved = Files.move(folder, somewhere.resolve("moved"));

        assertThat(new PairStore(moved).current().orElseThrow().serial()).isEqualTo(pair.serial());
    }

    @Test
    void the_pending_key_stays_the_same_until_it_has_a_certificate() throws Exception {
        BoxKey first = store.pendingKey();
        BoxKey afterARestart = new PairStore(folder).pendingKey();

        assertThat(afterARestart.pem()).isEqualTo(first.pem());
        Pairs.install(store, Pairs.of(first, ISSUER, NOW));
        assertThat(folder.resolve("key.pending")).doesNotExist();
        assertThat(store.pendingKey().pem()).isNotEqualTo(first.pem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\0\0\0\0\0",
                "rubbish",
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
                        + "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----\n"
                        + "-----BEGIN PUBLIC KEY-----\n%%%%\n-----END PUBLIC KEY-----\n"
            })
    void a_damaged_pending_key_is_replaced(String damaged) throws Exception {
        store.pendingKey();
        Files.writeString(folder.resolve("key.pending"), damaged);

        BoxKey replaced = store.pendingKey();

        assertUsable(replaced);
    }

    @Test
    void a_pending_key_that_is_not_even_text_is_replaced() throws Exception {
        store.pendingKey();
        Files.write(folder.resolve("key.pending"), new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, 0});

        assertUsable(store.pendingKey());
    }

    @Test
    void a_pending_key_that_was_cut_off_is_replaced_wherever_that_was() throws Exception {
        String whole = store.pendingKey().pem();

        for (int length = 0; length < whole.length() - "-----END PUBLIC KEY-----\n".length(); length += 3) {
            Files.writeString(folder.resolve("key.pending"), whole.substring(0, length));
            assertUsable(store.pendingKey());
        }
    }

    /** A server would refuse every request signed with it, for ever. */
    @Test
    void a_pending_key_whose_halves_do_not_belong_together_is_replaced() throws Exception {
        String one = BoxKey.make().pem();
        String other = BoxKey.make().pem();
        int publicHalf = one.indexOf("-----BEGIN PUBLIC");
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("key.pending"),
                one.substring(0, publicHalf) + other.substring(other.indexOf("-----BEGIN PUBLIC")));

        assertUsable(store.pendingKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "%"})
    void a_damaged_key_makes_the_pair_unusable(String damaged) throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.writeString(inCurrent("key.pem"), damaged);

        assertThat(whyUnusable())
                .isEqualTo("The certificate in " + folder.resolve("current")
                        + " is damaged: Its key is not an EC or RSA key in PEM.");
    }

    @Test
    void a_key_that_lost_its_end_makes_the_pair_unusable_and_is_not_quoted() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        String key = Files.readString(inCurrent("key.pem"));
        Files.writeString(inCurrent("key.pem"), key.substring(0, key.length() / 2));

        assertThat(whyUnusable()).contains("damaged").doesNotContain(secretsOf(key));
    }

    @Test
    void a_chain_that_lost_its_end_makes_the_pair_unusable() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        String chain = Files.readString(inCurrent("chain.pem"));
        Files.writeString(inCurrent("chain.pem"), chain.substring(0, chain.length() - 100));

        assertThat(whyUnusable()).startsWith("The certificate in " + folder.resolve("current") + " is damaged: ");
    }

    @Test
    void an_empty_chain_makes_the_pair_unusable() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.writeString(inCurrent("chain.pem"), "");

        assertThat(whyUnusable()).endsWith(".");
    }

    @Test
    void files_that_changed_places_make_the_pair_unusable_and_the_key_is_not_quoted() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        String key = Files.readString(inCurrent("key.pem"));
        Files.writeString(inCurrent("key.pem"), Files.readString(inCurrent("chain.pem")));
        Files.writeString(inCurrent("chain.pem"), key);

        assertThat(whyUnusable()).doesNotContain(secretsOf(key));
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.writeString(inCurrent("chain.pem"), key);
        assertThat(whyUnusable()).doesNotContain(secretsOf(key));
    }

    @Test
    void a_key_and_a_certificate_that_do_not_belong_together_are_no_pair() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.writeString(inCurrent("key.pem"), Pairs.fresh(ISSUER, NOW).keyPem());

        assertThat(whyUnusable())
                .isEqualTo("The key and the certificate in " + folder.resolve("current") + " do not belong together.");
    }

    @Test
    void a_certificate_for_other_names_that_was_there_before_ours_is_as_good_as_none() throws Exception {
        BoxKey key = BoxKey.make();
        Pairs.install(store, Pairs.of(key, ISSUER, NOW));
        Files.writeString(
                inCurrent("chain.pem"),
                ISSUER.leafFor(key.publicKey()).named("www.example.com").chainPem());

        assertThat(store.current()).isEmpty();
    }

    @Test
    void a_pair_of_the_same_database_with_another_name_stays_and_one_of_another_database_goes() throws Exception {
        CertificatePair before = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, before);
        CertificatePair next = withAnotherName();
        Pairs.install(store, next.grantedTo(Pairs.DATABASE));

        store.forgetOtherDatabases(next.grantedTo(Pairs.DATABASE));
        assertThat(store.newestKept(NOW).orElseThrow().pair().serial()).isEqualTo(before.serial());

        store.forgetOtherDatabases(next.grantedTo("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e12"));
        assertThat(store.newestKept(NOW)).isEmpty();
    }

    private static CertificatePair withAnotherName() throws Exception {
        BoxKey key = BoxKey.make();
        String chain = ISSUER.leafFor(key.publicKey())
                .named("*.11112222.odoo-iot.com", "11112222.odoo-iot.com")
                .chainPem();
        return Received.check(key, chain, null, null, NOW, new Random(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.pem", "chain.pem"})
    void a_file_that_is_missing_makes_the_pair_unusable(String file) throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.delete(inCurrent(file));

        assertThat(whyUnusable())
                .startsWith("The certificate in " + folder.resolve("current") + " can't be read: ")
                .contains(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs/nowhere", "current"})
    void a_link_that_leads_nowhere_makes_the_pair_unusable(String nowhere) throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.delete(folder.resolve("current"));
        Files.createSymbolicLink(folder.resolve("current"), Path.of(nowhere));

        assertThat(whyUnusable()).startsWith("The certificate in " + folder.resolve("current") + " can't be read: ");
    }

    @Test
    void an_unusable_pair_is_replaced_by_the_next_installation() throws Exception {
        Pairs.install(store, Pairs.fresh(ISSUER, NOW));
        Files.writeString(inCurrent("key.pem"), "");
        CertificatePair next = Pairs.fresh(ISSUER, NOW);

        Pairs.install(store, next);

        assertThat(serial()).isEqualTo(next.serial());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomorrow", "2027-01-20", "\0\0\0\0", "2999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void a_damaged_moment_of_renewal_leaves_a_good_pair_and_two_thirds_of_its_life(String damaged) throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, pair);
        Files.writeString(inCurrent("renew-at"), damaged);

        assertThat(store.current())
                .hasValueSatisfying(read ->
                        assertThat(read.renewAt()).isEqualTo(pair.notBefore().plus(Duration.ofDays(60))));
    }

    @Test
    void a_moment_of_renewal_that_is_not_even_text_or_missing_leaves_a_good_pair_too() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);
        Pairs.install(store, pair);

        Files.write(inCurrent("renew-at"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Instant notText = store.current().orElseThrow().renewAt();
        Files.delete(inCurrent("renew-at"));
        Instant missing = store.current().orElseThrow().renewAt();

        assertThat(List.of(notText, missing)).containsOnly(pair.notBefore().plus(Duration.ofDays(60)));
    }

    @Test
    void a_folder_that_can_not_be_made_is_an_error_for_whoever_called() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where the folder should be");

        assertThat(catchThrowable(() -> store.pendingKey())).isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> Pairs.install(store, Pairs.fresh(ISSUER, NOW))))
                .isInstanceOf(IOException.class);
    }

    private Path inCurrent(String file) {
        return folder.resolve("current").resolve(file);
    }

    private String serial() throws Unusable {
        return store.current().orElseThrow().serial();
    }

    private String whyUnusable() {
        Throwable thrown = catchThrowable(() -> store.current());
        assertThat(thrown).isInstanceOf(Unusable.class);
        return thrown.getMessage();
    }

    private List<String> pairFolders() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("pairs"))) {
            return all.map(pair -> pair.getFileName().toString()).toList();
        }
    }

    private static void assertUsable(BoxKey key) {
        assertThat(TestIssuer.keyIn(key.signingRequest())).isEqualTo(key.publicKey());
    }

    /** Lines of the key's file without its markers, of which none may be told. */
    private static List<String> secretsOf(String keyPem) {
        return keyPem.lines().filter(line -> !line.startsWith("-")).toList();
    }

    private static List<Path> everythingIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
