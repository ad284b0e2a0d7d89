package io.padlock.provisioning;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import io.padlock.testing.requests.DebianWeak;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real PostgreSQL and an empty data folder for the server under test. */
public class TestServer implements QuarkusTestResourceLifecycleManager {

    public static final String OPERATOR_TOKEN = "token-of-the-tests-operator";

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "data");
            PreparedPostgres.into(data.resolve("postgres"));
            postgres = EmbeddedPostgres.start(data.resolve("postgres"), sentence -> {});
            Path refusedKeys = Files.writeString(
                    data.resolve("refused-keys"), Requests.LISTED_SHA256 + "\n" + DebianWeak.BLACKLISTED + "\n");
            return Map.of(
                    "padlock.data", data.toString(),
                    "padlock.issuance.refused-keys", refusedKeys.toString(),
                    "padlock.operator.token", OPERATOR_TOKEN,
                    "quarkus.datasource.reactive.url", postgres.reactiveUrl(),
                    "quarkus.datasource.username", postgres.user(),
                    "quarkus.datasource.password", postgres.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
