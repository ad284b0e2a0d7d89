package io.padlock.box;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Programs and libraries, and for which machine each is: its header's first 20 bytes say so (System V ABI, chapter 4). */
final class Elf {

    private static final int HEADER = 20;
    private static final int MAGIC = 0x7f454c46;
    private static final int MACHINE = 18;

    private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "arm64", 183);

    private Elf() {}

    /** @return the machine's number of each such file in the folder, by its name there */
    static SortedMap<String, Integer> machinesIn(Path folder) throws IOException {
        SortedMap<String, Integer> machines = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    ByteBuffer header = headerOf(file);
                    if (header.limit() == HEADER && header.getInt(0) == MAGIC) {
                        header.order(ByteOrder.LITTLE_ENDIAN);
                        machines.put(folder.relativize(file).toString(), (int) header.getShort(MACHINE));
                    }
                }
            }
        }
        return machines;
    }

    /** @param architecture by Debian's name */
    static int machine(String architecture) {
        return MACHINES.get(architecture);
    }

    private static ByteBuffer headerOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(HEADER));
        }
    }
}
