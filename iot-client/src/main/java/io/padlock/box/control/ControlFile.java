package io.padlock.box.control;

import io.padlock.box.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where a box that runs is to be reached, and what shows that whoever comes may read its folder. Another one at each start. */
public record ControlFile(String host, int port, String token) {

    static final String HEADER = "Padlock-Control";

    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ControlFile make(Path data, String host, int port) throws IOException {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        ControlFile made = new ControlFile(host, port, HexFormat.of().formatHex(bytes));
        Disk.createFolder(data);
        Disk.replace(data.resolve("control"), made.port + "\n" + made.token + "\n" + made.host + "\n");
        return made;
    }

    /** @return nothing where no box ever ran on the folder */
    static Optional<ControlFile> read(Path data) throws IOException {
        Path file = data.resolve("control");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == 3 && lines.get(0).matches("[0-9]{1,5}")
                ? Optional.of(new ControlFile(lines.get(2), Integer.parseInt(lines.get(0)), lines.get(1)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "port " + port + " (and a secret)";
    }
}
