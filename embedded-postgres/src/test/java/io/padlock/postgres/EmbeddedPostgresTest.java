package io.padlock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    static Path unpacked;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() {
        Binaries.in(unpacked, sentence -> {});
    }

    /** Which takes most of a first start, and is the same each time. */
    private void programsAreUnpackedAlready() throws IOException {
        Path programs = Path.of("postgresql-" + Binaries.VERSION);
        Files.createSymbolicLink(folder.resolve(programs), unpacked.resolve(programs));
    }

    @Test
    void accepts_connections_from_the_moment_it_is_started_until_it_is_closed() throws Exception {
        programsAreUnpackedAlready();
        int port;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            port = postgres.port();
            assertThat(accepts(port)).isTrue();
        }
        assertThat(accepts(port)).isFalse();
        assertThat(processesOn(folder)).isEmpty();
    }

    @Test
    void says_what_takes_long_at_the_first_start_and_nothing_at_the_second() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        EmbeddedPostgres.start(folder, first::add).close();
        EmbeddedPostgres.start(folder, second::add).close();

        assertThat(first).hasSize(2).allMatch(sentence -> sentence.endsWith("(first start only)."));
        assertThat(second).isEmpty();
    }

    @Test
    void keeps_its_password_and_its_data_across_restarts_and_to_itself() throws Exception {
        programsAreUnpackedAlready();
        String before;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            before = postgres.password();
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(postgres.password()).isEqualTo(before).hasSize(48);
            assertThat(postgres.reactiveUrl()).doesNotContain(before);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refuses_a_folder_that_another_server_uses_and_names_that_server() throws IOException {
        programsAreUnpackedAlready();
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, sentence -> {}))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("Process " + ProcessHandle.current().pid() + " is already using " + folder);
        }
    }

    @Test
    void refuses_data_of_another_major_version_in_words() throws Exception {
        programsAreUnpackedAlready();
        EmbeddedPostgres.start(folder, sentence -> {}).close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "9\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, sentence -> {}))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("was written by PostgreSQL 9 and this is PostgreSQL 18");
    }

    @Test
    void starts_after_a_first_start_that_was_cut_off_while_it_created_the_database() throws Exception {
        Files.createDirectories(folder.resolve("data.unfinished/base"));
        Files.writeString(folder.resolve("data.unfinished/PG_VERSION"), "half");
        Files.writeString(folder.resolve("password"), "of the start that was cut off");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(accepts(postgres.port())).isTrue();
        }
        assertThat(folder.resolve("data.unfinished")).doesNotExist();
    }

    @Test
    void starts_again_at_once_after_its_jvm_was_killed() throws Exception {
        programsAreUnpackedAlready();
        killAJvmThatHoldsAPostgres();

        // No waiting in between: the next start is what has to wait for the old PostgreSQL's shutdown.
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(accepts(postgres.port())).isTrue();
        }
        assertThat(processesOn(folder)).isEmpty();
    }

    @Test
    void leaves_nothing_running_after_its_jvm_was_killed() throws Exception {
        programsAreUnpackedAlready();
        killAJvmThatHoldsAPostgres();

        Await.until(Duration.ofSeconds(20), () -> processesOn(folder).isEmpty());
    }

    @Test
    void starts_again_at_once_after_its_jvm_was_killed_while_initdb_worked() throws Exception {
        programsAreUnpackedAlready();
        Process jvm = aJvmThatHoldsAPostgres();
        Await.until(Duration.ofSeconds(60), () -> Files.exists(folder.resolve("data.unfinished/PG_VERSION")));
        jvm.destroyForcibly().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(accepts(postgres.port())).isTrue();
        }
        assertThat(folder.resolve("data.unfinished")).doesNotExist();
        assertThat(processesOn(folder)).isEmpty();
    }

    @Test
    void starts_again_at_once_after_its_jvm_was_killed_while_it_unpacked() throws Exception {
        Process jvm = aJvmThatHoldsAPostgres();
        Path unfinished = folder.resolve("postgresql-" + Binaries.VERSION + ".unfinished");
        Await.until(Duration.ofSeconds(60), () -> Files.exists(unfinished.resolve("bin")));
        jvm.destroyForcibly().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {})) {
            assertThat(accepts(postgres.port())).isTrue();
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void comes_back_on_the_same_port_when_somebody_kills_it() throws Exception {
        programsAreUnpackedAlready();
        List<String> told = new CopyOnWriteArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, told::add)) {
            told.clear();
            long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                    .get(0)
                    .strip());

            ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();

            Await.until(Duration.ofSeconds(60), () -> told.contains("PostgreSQL runs again."));
            assertThat(accepts(postgres.port())).isTrue();
            assertThat(told.get(0)).contains("ended though nobody asked it to").contains("postgresql.log");
        }
        assertThat(processesOn(folder)).isEmpty();
    }

    @Test
    void that_was_killed_and_is_closed_at_once_stays_closed() throws Exception {
        programsAreUnpackedAlready();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, sentence -> {});
        long postmaster = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());

        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        postgres.close();

        Await.until(Duration.ofSeconds(20), () -> processesOn(folder).isEmpty());
        assertThat(accepts(postgres.port())).isFalse();
    }

    /** SIGKILL: no shutdown hook, no finally, nothing of ours runs. */
    private void killAJvmThatHoldsAPostgres() throws Exception {
        Process jvm = aJvmThatHoldsAPostgres();
        BufferedReader said = new BufferedReader(new InputStreamReader(jvm.getInputStream()));
        int port = Integer.parseInt(said.readLine());
        assertThat(accepts(port)).isTrue();
        jvm.destroyForcibly().waitFor();
    }

    private Process aJvmThatHoldsAPostgres() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsAPostgres.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void names_the_machines_it_has_binaries_for() {
        assertThat(Binaries.archiveFor("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(Binaries.archiveFor("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
        assertThatThrownBy(() -> Binaries.archiveFor("Mac OS X", "aarch64"))
                .hasMessageContaining("no embedded PostgreSQL for Mac OS X on aarch64")
                .hasMessageContaining("quarkus.datasource.reactive.url");
    }

    private static boolean accepts(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    /** Every process whose command line names the folder: postgres, its watchdog, what unpacks and initialises. */
    private static List<Long> processesOn(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(pid -> pid != ProcessHandle.current().pid())
                    .filter(pid -> commandLine(pid).contains(folder.toString()))
                    .toList();
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** Starts a PostgreSQL in the folder named by its argument, says the port, and waits to be killed. */
    static final class HoldsAPostgres {

        private HoldsAPostgres() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), sentence -> {});
            System.out.println(postgres.port());
            Thread.currentThread().join();
        }
    }
}
