package io.padlock.provisioning.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file line by line, byte for byte: a hash is of bytes, and a reader of text would mend what is broken. */
final class LinesOfBytes implements AutoCloseable {

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1000);

    private long number;
    private boolean torn;

    LinesOfBytes(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** @return the next line without its newline, or null after the last */
    byte[] next() throws IOException {
        line.reset();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        if (b < 0 && line.size() == 0) {
            return null;
        }
        torn = b < 0;
        number++;
        return line.toByteArray();
    }

    /** @return how many lines were read */
    long number() {
        return number;
    }

    /** @return whether the line read last ended without a newline */
    boolean isTorn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
