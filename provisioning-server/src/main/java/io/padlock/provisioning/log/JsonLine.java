package io.padlock.provisioning.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.padlock.provisioning.Reference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Formatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** One line of the log as one JSON object, in one line. */
final class JsonLine {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private JsonLine() {}

    /** With its newline. */
    static byte[] of(ExtLogRecord line) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("time", line.getInstant().toString());
            json.writeStringField("level", line.getLevel().getName());
            json.writeStringField("logger", line.getLoggerName());
            json.writeStringField("message", MESSAGE.format(line));
            writeBeside(line.getMdcCopy(), json);
            json.writeStringField("thread", line.getThreadName());
            if (line.getThrown() != null) {
                writeError(line.getThrown(), json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The request's reference, and its trace when it has one. */
    private static void writeBeside(Map<String, String> beside, JsonGenerator json) throws IOException {
        for (String name : new String[] {Reference.IN_LOG, "traceId", "spanId"}) {
            String value = beside.get(name);
            if (value != null && !value.isEmpty()) {
                json.writeStringField(name, value);
            }
        }
    }

    private static void writeError(Throwable thrown, JsonGenerator json) throws IOException {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        json.writeObjectFieldStart("error");
        json.writeStringField("type", thrown.getClass().getName());
        json.writeStringField("message", thrown.getMessage());
        json.writeStringField("stack", stack.toString());
        json.writeEndObject();
    }
}
