package io.padlock.running;

import java.nio.file.Path;

/** Where things are in the checkout that these tests run in. */
public final class Checkout {

    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    public static final Path SERVER_JAR = ROOT.resolve("provisioning-server/target/quarkus-app/quarkus-run.jar");
    public static final Path BOX_JAR = ROOT.resolve("iot-client/target/quarkus-app/quarkus-run.jar");

    private Checkout() {}

    public static Path file(String name) {
        return ROOT.resolve(name);
    }
}
