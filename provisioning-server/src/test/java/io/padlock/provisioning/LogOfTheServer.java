package io.padlock.provisioning;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Hears what the server under test logs, with what stands beside each line. Closed, it hears no more. */
public final class LogOfTheServer extends ExtHandler {

    public record Line(String message, String reference, String trace) {}

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    public LogOfTheServer() {
        Logger.getLogger("io.padlock").addHandler(this);
    }

    @Override
    protected void doPublish(ExtLogRecord line) {
        lines.add(new Line(MESSAGE.format(line), line.getMdc(Reference.IN_LOG), line.getMdc("traceId")));
    }

    public List<Line> lines() {
        return lines;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        return true;
    }

    @Override
    public void close() {
        Logger.getLogger("io.padlock").removeHandler(this);
    }
}
