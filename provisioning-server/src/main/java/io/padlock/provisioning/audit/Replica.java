package io.padlock.provisioning.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this replica's chain is named after: each writes one of its own, also when several share a folder. */
final class Replica {

    private Replica() {}

    /** The kernel knows it at once; asking for it over the network could take seconds, or fail. */
    static String name() {
        try {
            String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return host.replaceAll("[^A-Za-z0-9.-]", "_");
        } catch (IOException notLinux) {
            return "server";
        }
    }
}
