package io.padlock.box;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An installed package's box, started as its unit says where no systemd reads that. */
final class InstalledBox {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What it says when it is well. */
    static final String WORDS = "The box has a valid HTTPS certificate and serves it.";

    static final String EARLIER_WORDS = "The box has a valid HTTPS certificate, and serves it.";

    private final CleanDebian debian;
    private final OwnNetwork network;
    private final Path folder;
    private final int port;
    private Process process;
    private Path log;

    InstalledBox(CleanDebian debian, OwnNetwork network, Path folder) throws Exception {
        this.debian = debian.inside(network);
        this.network = network;
        this.folder = folder;
        this.port = network.leadingTo(PackagedBox.HTTP);
    }

    void start() throws Exception {
        assertThat(debian.file("/lib/systemd/system/padlock-box.service"))
                .content()
                .contains(
                        "User=padlock-box\n",
                        "EnvironmentFile=" + PackagedBox.CONF + "\n",
                        "ExecStart=/usr/lib/padlock-box/serve\n",
                        "PrivateTmp=yes\n",
                        "TemporaryFileSystem=/home:ro,mode=755 ",
                        "BindReadOnlyPaths=-/home/pi\n");
        debian.mustRun("install", "-d", "-m", "700", "-o", "padlock-box", "-g", "padlock-box", "/run/padlock-box");
        // As where the machine speaks another language than its boxes' makers.
        Map<String, String> environment = Files.readAllLines(debian.file(PackagedBox.CONF)).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .collect(Collectors.toMap(
                        line -> line.split("=", 2)[0],
                        line -> line.split("=", 2)[1],
                        (one, other) -> other,
                        HashMap::new));
        environment.put("LC_ALL", "fr_FR.UTF-8");
        log = Files.createTempFile(folder, "box", ".log");
        process = debian.startSeeingOneHome(
                environment,
                log,
                List.of(
                        "setpriv",
                        "--reuid=padlock-box",
                        "--regid=padlock-box",
                        "--init-groups",
                        "/usr/lib/padlock-box/serve"));
        Await.until(
                () -> "the installed box\n" + Command.readIfThere(log),
                PATIENCE,
                () -> network.listening().contains(PackagedBox.HTTP) && Box.answers(port));
        Await.until(() -> "a certificate\n" + Command.readIfThere(log), PATIENCE, () -> "OK".equals(status("code")));
    }

    void stop() {
        Command.stop(process);
        // The JVM's own, of an archive that does not fit for instance.
        assertThat(Command.readIfThere(log)).doesNotContain("[warning]", "OpenJDK 64-Bit", " ERROR ");
    }

    String status(String path) {
        return given().get("http://127.0.0.1:" + port + "/status").path(path);
    }

    /** Its own Java knows the names of months and of languages; what the system says is looked for in English. */
    void speaksTheLanguagesOfItsReaders() throws Exception {
        String page = given().header("Accept", "text/html")
                .header("Accept-Language", "fr")
                .get("http://127.0.0.1:" + port + "/")
                .asString();
        assertThat(page)
                .contains("English", "Français", "Español", "Italiano", "Português", "Tiếng Việt")
                .containsPattern("[0-9] (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
                        + "|décembre) 20[0-9]{2}");
        assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/environ"))
                        .split("\0"))
                .contains("LC_ALL=C.UTF-8");
    }

    void runsByItsOwnJavaAndPreparedClasses() throws Exception {
        assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/maps")))
                .contains("/usr/lib/padlock-box/runtime/lib/server/libjvm.so", "/usr/lib/padlock-box/classes.jsa");
        // Were one jar not that of which they were made, this JVM would end at once.
        Command loaded = debian.mustRun(
                "env",
                "PADLOCK_BOX_JVM=-Xshare:on -XX:SharedArchiveFile=classes.jsa -Xlog:class+load",
                "padlock-box",
                "--help");
        assertThat(loaded.output()).contains("io.padlock.box.BoxClient source: shared objects file");
    }
}
