package io.padlock.box.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people call the box when they gave it no name: the machine's own. */
public final class BoxName {

    private BoxName() {}

    /** From the kernel: Java's own way asks the DNS too, and a box with a dead resolver would wait for it. */
    public static String ofThisMachine() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.isEmpty() ? "box" : name;
        } catch (IOException e) {
            return "box";
        }
    }
}
