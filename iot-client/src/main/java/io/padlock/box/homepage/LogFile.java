package io.padlock.box.homepage;

import io.padlock.box.disk.Disk;
import io.padlock.box.disk.DiskTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.SizeRotatingFileHandler;

/** The log on the box's disk: what was before a restart or a power cut is what people want to know after it. Two files at most. */
final class LogFile {

    private static final long LARGEST = 256 << 10;

    private final Path file;
    private final SizeRotatingFileHandler handler;

    private LogFile(Path file, SizeRotatingFileHandler handler) {
        this.file = file;
        this.handler = handler;
    }

    static LogFile in(Path data) throws IOException {
        Path folder = data.resolve("log");
        Disk.createFolder(folder);
        Path file = folder.resolve("box.log");
        SizeRotatingFileHandler handler = new SizeRotatingFileHandler();
        handler.setFormatter(new PatternFormatter("%m%n"));
        handler.setEncoding(StandardCharsets.UTF_8.name());
        handler.setAppend(true);
        handler.setRotateSize(LARGEST);
        handler.setMaxBackupIndex(1);
        handler.setAutoFlush(true);
        handler.setErrorManager(new OneSentence());
        endTornLine(file);
        handler.setFile(file.toFile());
        return new LogFile(file, handler);
    }

    /** Where the power failed in the middle of one. */
    private static void endTornLine(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            byte[] all = Files.readAllBytes(file);
            if (all[all.length - 1] != '\n') {
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        }
    }

    void write(String line) {
        handler.publish(
                new ExtLogRecord(Level.INFO, line, ExtLogRecord.FormatStyle.NO_FORMAT, LogFile.class.getName()));
    }

    /** Of before this start, the oldest first. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path one : List.of(file.resolveSibling(file.getFileName() + ".1"), file)) {
            if (Files.exists(one)) {
                // A power cut leaves what is no text.
                lines.addAll(new String(Files.readAllBytes(one), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            }
        }
        return lines;
    }

    /** In place of a stack trace on the standard output: of a disk that is full people hear by the status. */
    private static final class OneSentence extends ErrorManager {

        private final AtomicBoolean isSaid = new AtomicBoolean();

        @Override
        public void error(String message, Exception failure, int code) {
            if (isSaid.compareAndSet(false, true)) {
                System.err.println("The log can't be written to the box's folder: "
                        + (failure instanceof IOException e ? DiskTrouble.inWords(e) : message));
            }
        }
    }

    void close() {
        handler.close();
    }
}
