package io.padlock.box;

import io.padlock.box.certificate.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An empty folder, a free port and a server of its own for the box under test. */
public abstract class TestBox implements QuarkusTestResourceLifecycleManager {

    public static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    public static final String CODE = "M230701-THE-CODE";

    private final TestIssuer issuer = new TestIssuer("Padlock", Instant.now());
    private final int httpsPort = FakeServer.aFreePort();
    private FakeServer server;

    /** How its server answers. */
    protected abstract FakeServer.Answering answers(TestIssuer issuer);

    /** What a person forgot to set, for instance. */
    protected void change(Map<String, String> settings) {}

    @Override
    public Map<String, String> start() {
        server = FakeServer.that(answers(issuer));
        Map<String, String> settings = new HashMap<>(Map.of(
                "padlock.box.server",
                server.address(),
                "padlock.box.database-uuid",
                UUID,
                "padlock.box.enterprise-code",
                CODE,
                "padlock.box.data",
                anEmptyFolder().toString(),
                "padlock.box.name",
                "Shop counter",
                "padlock.box.address",
                "127.0.0.1",
                // Nobody: tests need nobody else's DNS.
                "padlock.box.dns.resolvers",
                "127.0.0.1:" + FakeServer.aFreePort(),
                "padlock.box.https.host",
                "127.0.0.1",
                "padlock.box.https.port",
                String.valueOf(httpsPort)));
        change(settings);
        return settings;
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(server, new TestInjector.MatchesType(FakeServer.class));
        test.injectIntoFields(issuer, new TestInjector.MatchesType(TestIssuer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Path anEmptyFolder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "box").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
