package io.padlock.box.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.disk.Disk;
import io.padlock.box.disk.KilledBefore;
import io.padlock.box.provisioning.NotServed;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.testing.Length;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Its files and its command. That nginx itself takes them is shown with a real one, by the integration tests. */
class NginxTest {

    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path somewhere;

    private Path certificate;
    private Path key;
    private PairStore store;

    @BeforeEach
    void the_files_of_a_stock_box() throws IOException {
        certificate = somewhere.resolve("etc/certs/nginx-cert.crt");
        key = somewhere.resolve("etc/private/nginx-cert.key");
        Files.createDirectories(certificate.getParent());
        Files.createDirectories(key.getParent());
        Files.writeString(certificate, "the image's certificate");
        Files.writeString(key, "the image's key");
        store = new PairStore(somewhere.resolve("box"));
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void its_files_become_links_that_say_what_the_files_said() throws Exception {
        nginx("true").beReady();

        assertThat(certificate).isSymbolicLink().hasContent("the image's certificate");
        assertThat(key).isSymbolicLink().hasContent("the image's key");
        assertThat(somewhere.resolve("etc/certs/nginx-cert.crt.before-padlock")).hasContent("the image's certificate");
    }

    @Test
    void a_new_pair_changes_both_files_in_one_step() throws Exception {
        nginx("true").beReady();
        var pair = Pairs.fresh(ISSUER, Instant.now());

        store.count(store.write(pair));

        assertThat(certificate).hasContent(pair.chainPem().strip());
        assertThat(key).hasContent(pair.keyPem().strip());
    }

    @Test
    void it_is_made_ready_again_where_that_was_cut_off_or_somebody_put_files_back() throws Exception {
        Nginx nginx = nginx("true");
        nginx.beReady();
        Files.delete(certificate);
        Files.writeString(certificate, "somebody's");

        nginx.beReady();
        nginx.beReady();

        assertThat(certificate).isSymbolicLink().hasContent("the image's certificate");
        assertThat(Files.readSymbolicLink(key)).isEqualTo(store.keyFile());
    }

    @Test
    void killed_before_any_write_of_that_both_files_say_what_they_said_and_what_was_there_is_kept() throws Exception {
        int kills = KilledBefore.eachCall(
                Length.times(),
                this::the_files_of_a_stock_box_again,
                this::both_say_what_they_said_and_can_be_made_ready,
                LinksOnce.class,
                somewhere.resolve("box"),
                certificate,
                key);

        assertThat(kills).as("kills, before calls that change the disk").isGreaterThan(3);
    }

    /** A box that kept its certificate for itself, and is to keep nginx' from now on. */
    @Test
    void killed_before_any_write_of_that_with_a_certificate_in_use_nginx_has_its_own_pair_or_the_boxs()
            throws Exception {
        Pair theirs = new Pair("the image's certificate", "the image's key");
        AtomicReference<Pair> ours = new AtomicReference<>();
        int kills = KilledBefore.eachCall(
                Length.times(),
                () -> {
                    the_files_of_a_stock_box_again();
                    CertificatePair pair = Pairs.fresh(ISSUER, Instant.now());
                    Pairs.install(somewhere.resolve("box"), pair);
                    ours.set(new Pair(pair.chainPem(), pair.keyPem()));
                },
                () -> {
                    assertThat(whatNginxReads()).isIn(theirs, ours.get());
                    nginx("true").beReady();
                    assertThat(certificate).isSymbolicLink();
                    assertThat(key).isSymbolicLink();
                    assertThat(whatNginxReads()).isIn(theirs, ours.get());
                    assertThat(store.newestKept(Instant.now()).isPresent()
                                    || store.current().isPresent())
                            .as("the box's pair is there still")
                            .isTrue();
                },
                LinksOnce.class,
                somewhere.resolve("box"),
                certificate,
                key);

        assertThat(kills).as("kills, before calls that change the disk").isGreaterThan(4);
    }

    private record Pair(String certificate, String key) {}

    private Pair whatNginxReads() throws IOException {
        return new Pair(Files.readString(certificate), Files.readString(key));
    }

    @Test
    void with_a_certificate_in_use_that_is_what_nginx_gets() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, Instant.now());
        Pairs.install(somewhere.resolve("box"), pair);

        nginx("true").beReady();

        assertThat(whatNginxReads()).isEqualTo(new Pair(pair.chainPem(), pair.keyPem()));
        assertThat(somewhere.resolve("etc/private/nginx-cert.key.before-padlock"))
                .hasContent("the image's key");
    }

    private void both_say_what_they_said_and_can_be_made_ready() throws IOException {
        assertThat(certificate).hasContent("the image's certificate");
        assertThat(key).hasContent("the image's key");
        nginx("true").beReady();
        assertThat(certificate).isSymbolicLink().hasContent("the image's certificate");
        assertThat(key).isSymbolicLink().hasContent("the image's key");
        assertThat(somewhere.resolve("etc/certs/nginx-cert.crt.before-padlock")).hasContent("the image's certificate");
        assertThat(somewhere.resolve("etc/private/nginx-cert.key.before-padlock"))
                .hasContent("the image's key");
    }

    private void the_files_of_a_stock_box_again() throws IOException {
        for (Path old : List.of(somewhere.resolve("etc"), somewhere.resolve("box"))) {
            if (Files.exists(old)) {
                Disk.delete(old);
            }
        }
        the_files_of_a_stock_box();
    }

    @Test
    void where_no_files_are_links_wait_for_the_first_pair() throws Exception {
        Files.delete(certificate);
        Files.delete(key);

        nginx("true").beReady();
        var pair = Pairs.fresh(ISSUER, Instant.now());
        store.count(store.write(pair));

        assertThat(key).hasContent(pair.keyPem().strip());
    }

    @Test
    void a_command_that_fails_is_told_with_what_it_said() throws Exception {
        assertThatThrownBy(() -> serve("sh", "-c", "echo no such unit >&2; exit 5"))
                .isInstanceOf(NotServed.class)
                .hasMessageContaining("ended with status 5: no such unit");
    }

    @Test
    void a_command_that_is_not_there_is_told() {
        assertThatThrownBy(() -> serve("/no/such/program")).hasMessageContaining("/no/such/program");
    }

    @Test
    void no_shell_sees_the_words() throws Exception {
        Path made = somewhere.resolve("made");

        assertThatThrownBy(() -> serve("true", ";", "touch", made.toString())).isInstanceOf(NotServed.class);

        assertThat(made).doesNotExist();
    }

    private void serve(String... reload) throws Exception {
        try {
            nginx(reload).serve(Pairs.fresh(ISSUER, Instant.now())).await().atMost(Duration.ofSeconds(20));
        } catch (java.util.concurrent.CompletionException e) {
            throw (Exception) e.getCause();
        }
    }

    private Nginx nginx(String... reload) {
        return new Nginx(new Set(certificate, key, List.of(reload), 1), store, new SelfTest(VERTX));
    }

    private record Set(Path certificate, Path key, List<String> reload, int port) implements NginxConfig {}
}
