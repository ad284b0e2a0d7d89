package io.padlock.provisioning.log;

import io.padlock.provisioning.log.LogConfig.Format;
import io.quarkus.logging.LoggingFilter;
import java.io.PrintStream;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Writes the console's lines as JSON instead of the console. A filter of it, because that is what Quarkus lets an
 * application put there before the first line is written; other formatters can only be had by an extension. The levels that
 * the console was given hold here too: it asks its filter last.
 */
@LoggingFilter(name = "padlock")
public final class JsonLog implements Filter {

    private final boolean json;

    public JsonLog(@ConfigProperty(name = "padlock.log.format", defaultValue = "text") String format) {
        this.json = isJson(format);
    }

    public static boolean isJson(String format) {
        return Format.JSON.name().equalsIgnoreCase(format);
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        if (json) {
            write(ExtLogRecord.wrap(line), System.out);
        }
        return !json;
    }

    /** For what is said before there is a log. */
    public static void say(String sentence, Level level, Throwable thrown, PrintStream out) {
        ExtLogRecord line = new ExtLogRecord(level, sentence, JsonLog.class.getName());
        line.setLoggerName("io.padlock.provisioning");
        line.setThrown(thrown);
        write(line, out);
    }

    /** At once and whole: lines of two threads don't mix. */
    private static void write(ExtLogRecord line, PrintStream out) {
        byte[] bytes = JsonLine.of(line);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
