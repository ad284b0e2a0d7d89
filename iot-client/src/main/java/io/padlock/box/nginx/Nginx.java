package io.padlock.box.nginx;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.disk.Disk;
import io.padlock.box.provisioning.NotServed;
import io.padlock.box.provisioning.SelfTest;
import io.padlock.box.provisioning.Served;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * nginx reads two files, and two files can't be replaced in one step. So both become links into the pair that counts, once and
 * while they still say what they said; from then on replacing that one link replaces both.
 */
@ApplicationScoped
@Typed(Nginx.class)
public class Nginx implements Served {

    private static final long PATIENCE_SECONDS = 30;
    /** Told to read its files again nginx says yes at once, and answers by the old ones for a moment. */
    private static final Duration TO_TAKE_IT_UP = Duration.ofSeconds(8);

    private static final int LONGEST_SENTENCE = 300;

    private final NginxConfig config;
    private final PairStore store;
    private final SelfTest selfTest;

    Nginx(NginxConfig config, PairStore store, SelfTest selfTest) {
        this.config = config;
        this.store = store;
        this.selfTest = selfTest;
    }

    @Override
    public SocketAddress at() {
        return SocketAddress.inetSocketAddress(config.port(), "127.0.0.1");
    }

    @Override
    public boolean readsTheDisk() {
        return true;
    }

    /**
     * The pair that counts is nginx's own until both files are links, so that it is the same pair after each step, and whatever
     * breaks off.
     */
    @Override
    public void beReady() throws IOException {
        if (isLink(config.key(), store.keyFile()) && isLink(config.certificate(), store.chainFile())) {
            return;
        }
        Optional<Path> before = store.adopt(config.certificate(), config.key());
        link(config.key(), store.keyFile());
        link(config.certificate(), store.chainFile());
        if (before.isPresent()) {
            store.countAgain(before.get());
        }
    }

    private static boolean isLink(Path file, Path target) throws IOException {
        return Files.isSymbolicLink(file) && Files.readSymbolicLink(file).equals(target);
    }

    /** What stood there before is kept beside it. */
    private static void link(Path file, Path target) throws IOException {
        if (isLink(file, target)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path kept = file.resolveSibling(file.getFileName() + ".before-padlock");
        if (Files.exists(file) && Files.notExists(kept)) {
            Disk.copy(file, kept);
        }
        Disk.pointTo(target, file);
    }

    @Override
    public Uni<Void> serve(CertificatePair pair) {
        return Uni.createFrom()
                .<Void>emitter(done -> {
                    try {
                        reload();
                        done.complete(null);
                    } catch (NotServed e) {
                        done.fail(e);
                    }
                })
                .chain(() -> selfTest.mustServeWithin(TO_TAKE_IT_UP, at(), pair));
    }

    @Override
    public Uni<Void> mustStillServe(CertificatePair pair) {
        return selfTest.mustServe(at(), pair);
    }

    /** On a worker's thread: whoever calls is on one, since it has just written files. */
    private void reload() throws NotServed {
        List<String> command = config.reload();
        try {
            Path said = Files.createTempFile("padlock-reload", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw notTold(Phrase.of("serving.reload-slow", String.join(" ", command), PATIENCE_SECONDS));
                }
                if (process.exitValue() != 0) {
                    throw notTold(Phrase.of(
                            "serving.reload-failed", String.join(" ", command), process.exitValue(), beginning(said)));
                }
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw notTold(Phrase.verbatim(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTold(Phrase.of("serving.reload-stopping"));
        }
    }

    private static String beginning(Path said) throws IOException {
        String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
        return text.length() > LONGEST_SENTENCE ? text.substring(0, LONGEST_SENTENCE) + "…" : text;
    }

    private static NotServed notTold(Phrase why) {
        return new NotServed(Phrase.of("serving.reload", why));
    }
}
