package io.padlock.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What Maven wrote into {@code built-with.properties}. */
final class BuiltWith {

    private BuiltWith() {}

    static String postgresVersion() {
        Properties properties = new Properties();
        try (InputStream in = BuiltWith.class.getResourceAsStream("built-with.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("postgres.version");
    }
}
