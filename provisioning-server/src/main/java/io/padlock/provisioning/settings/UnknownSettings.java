package io.padlock.provisioning.settings;

import io.padlock.provisioning.CannotStart;
import io.smallrye.config.EnvConfigSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Refuses to start with a setting of ours that nobody reads. Before anything else is done: it may decide where. */
public final class UnknownSettings {

    /** The names of our mappings. Quarkus knows them too, but only when our PostgreSQL has long been made. */
    private static final String MAPPINGS = "/META-INF/padlock-settings";

    private UnknownSettings() {}

    /** @throws CannotStart that names all of them, with what was meant */
    public static void mustBeNone(Config config) {
        List<String> complaints =
                new KnownSettings(mappings()).complaints(properties(config), System.getenv().keySet().stream());
        if (!complaints.isEmpty()) {
            throw new CannotStart(String.join(" ", complaints) + " All of them are in docs/configuration.md.");
        }
    }

    static List<Class<?>> mappings() {
        List<Class<?>> mappings = new ArrayList<>();
        try (BufferedReader names = new BufferedReader(new InputStreamReader(
                UnknownSettings.class.getResourceAsStream(MAPPINGS), StandardCharsets.US_ASCII))) {
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                mappings.add(Class.forName(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(MAPPINGS + " names a class that is not there.", e);
        }
        return mappings;
    }

    /** The environment is asked itself: this source gives every variable a second name, by guessing. */
    private static Stream<String> properties(Config config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> !(source instanceof EnvConfigSource))
                .map(ConfigSource::getPropertyNames)
                .flatMap(names -> names.stream());
    }
}
