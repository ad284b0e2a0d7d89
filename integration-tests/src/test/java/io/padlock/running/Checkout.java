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

    /** The commands in deploy/ build what is not built; a build inside a build would pull the jars from under us. */
    public static void mustBeBuilt() throws Exception {
        Command built = Command.run("bash", "-c", ". deploy/lib.sh && built");
        if (built.status() != 0) {
            throw new AssertionError(
                    "A source is newer than the jars under test. Run the tests again, and edit after.");
        }
    }
}
