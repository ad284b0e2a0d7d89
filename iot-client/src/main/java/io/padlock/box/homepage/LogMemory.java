package io.padlock.box.homepage;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The last lines of the log, for whoever has to find out: a box has no other place for it that people could open. */
@ApplicationScoped
class LogMemory extends Handler {

    /** Some hundred KiB at the most. */
    private static final int LINES = 1_000;

    private static final int LONGEST_LINE = 500;
    private static final PatternFormatter WORDS = new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %s");
    private static final Logger OURS = Logger.getLogger("io.padlock");

    private final Deque<String> lines = new ArrayDeque<>();

    void onStart(@Observes StartupEvent event) {
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() < Level.INFO.intValue()
                && !record.getLoggerName().startsWith("io.padlock")) {
            return;
        }
        String line = WORDS.format(record) + (record.getThrown() == null ? "" : " (" + record.getThrown() + ")");
        remember(line.replaceAll("\\R", " "));
    }

    private synchronized void remember(String line) {
        lines.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
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
    }
}
