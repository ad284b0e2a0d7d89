package io.padlock.box.homepage;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.disk.SoonerOrLater;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The last lines of the log, also of before the last start, for whoever has to find out and gets at nothing but the page. */
@ApplicationScoped
class LogMemory extends Handler {

    /** Some hundred KiB at the most. */
    private static final int LINES = 1_000;

    private static final int LONGEST_LINE = 500;
    private static final PatternFormatter WORDS = new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %s");
    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(LogMemory.class);
    private static final Logger OURS = Logger.getLogger("io.padlock");

    private final Deque<String> lines = new ArrayDeque<>();
    private final Path data;
    private volatile Optional<LogFile> file = Optional.empty();

    LogMemory(StoreConfig store) {
        this.data = store.data().toAbsolutePath().normalize();
    }

    void onStart(@Observes StartupEvent event) {
        SoonerOrLater.run(this::begin, "The log can't be kept, and ends with this process");
        Logger.getLogger("").addHandler(this);
        LOG.info("The box starts.");
    }

    private void begin() throws IOException {
        LogFile kept = LogFile.in(data);
        kept.lines().forEach(this::remember);
        file = Optional.of(kept);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() < Level.INFO.intValue()
                && !record.getLoggerName().startsWith("io.padlock")) {
            return;
        }
        String line = WORDS.format(record) + (record.getThrown() == null ? "" : " (" + record.getThrown() + ")");
        String one = line.replaceAll("\\R", " ");
        String shortened = one.length() > LONGEST_LINE ? one.substring(0, LONGEST_LINE) + "…" : one;
        remember(shortened);
        file.ifPresent(kept -> kept.write(shortened));
    }

    private synchronized void remember(String line) {
        lines.addLast(line);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    synchronized String text() {
        return String.join("\n", lines) + "\n";
    }

    /** How much is told, until the box starts again. */
    enum Detail {
        WARN(Level.WARNING),
        INFO(Level.INFO),
        DEBUG(Level.FINE);

        private final Level level;

        Detail(Level level) {
            this.level = level;
        }
    }

    static void tell(Detail detail) {
        OURS.setLevel(detail.level);
    }

    static Detail told() {
        Level level = OURS.getLevel();
        if (level == null || level.intValue() == Level.INFO.intValue()) {
            return Detail.INFO;
        }
        return level.intValue() < Level.INFO.intValue() ? Detail.DEBUG : Detail.WARN;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        file.ifPresent(LogFile::close);
    }
}
